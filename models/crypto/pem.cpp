// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/pem.h"

#include "crypto/opensslerrors.h"

#include <openssl/pem.h>

#include <algorithm>
#include <limits>

namespace sekimori::crypto {
namespace {

/// Without this, OpenSSL would ask for the password of an encrypted file at the terminal.
int refusePassword(char *, int, int, void *)
{
    return -1;
}

BioPointer readerOf(QByteArrayView pem)
{
    if (pem.size() > std::numeric_limits<int>::max())
        return nullptr;
    return BioPointer(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
}

QByteArray contentOf(BIO *bio)
{
    const char *begin = nullptr;
    const long size = BIO_get_mem_data(bio, &begin);
    return QByteArray(begin, size);
}

}

Result<X509Pointer> certificateFromPem(QByteArrayView pem)
{
    const BioPointer reader = readerOf(pem);
    X509Pointer certificate(reader ? PEM_read_bio_X509(reader.get(), nullptr, refusePassword, nullptr) : nullptr);
    if (!certificate)
        return std::unexpected(opensslError(ErrorKind::Malformed, certificateMalformed));
    return certificate;
}

Result<X509Pointer> certificateFromDer(QByteArrayView der)
{
    const auto *at = reinterpret_cast<const unsigned char *>(der.data());
    const unsigned char *end = at + der.size();
    X509Pointer certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
    if (!certificate || at != end)
        return std::unexpected(opensslError(ErrorKind::Malformed, certificateDerMalformed));
    return certificate;
}

Result<KeyPointer> privateKeyFromPem(QByteArrayView pem)
{
    const BioPointer reader = readerOf(pem);
    KeyPointer key(reader ? PEM_read_bio_PrivateKey(reader.get(), nullptr, refusePassword, nullptr) : nullptr);
    if (!key)
        return std::unexpected(opensslError(ErrorKind::Malformed, keyMalformed));
    return key;
}

QByteArray toDer(const X509 &certificate)
{
    QByteArray der(std::max(i2d_X509(&certificate, nullptr), 0), Qt::Uninitialized);
    auto *at = reinterpret_cast<unsigned char *>(der.data());
    return i2d_X509(&certificate, &at) == der.size() ? der : QByteArray();
}

QByteArray toPem(const X509 &certificate)
{
    const BioPointer writer(BIO_new(BIO_s_mem()));
    if (!writer || PEM_write_bio_X509(writer.get(), &certificate) != 1)
        return {};
    return contentOf(writer.get());
}

QByteArray toPem(const EVP_PKEY &privateKey)
{
    // The memory of this kind is wiped when it is freed.
    const BioPointer writer(BIO_new(BIO_s_secmem()));
    if (!writer || PEM_write_bio_PKCS8PrivateKey(writer.get(), &privateKey, nullptr, nullptr, 0, nullptr, nullptr) != 1)
        return {};
    return contentOf(writer.get());
}

}
