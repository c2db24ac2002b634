// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/signing.h"

#include "crypto/opensslerrors.h"
#include "crypto/opensslpointers.h"

#include <openssl/pem.h>

#include <algorithm>

namespace sekimori::crypto {
namespace {

constexpr qsizetype keySize = 32;

using DigestContextPointer = std::unique_ptr<EVP_MD_CTX, FreedBy<EVP_MD_CTX_free>>;

const unsigned char *octets(QByteArrayView bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.data());
}

unsigned char *octets(char *bytes)
{
    return reinterpret_cast<unsigned char *>(bytes);
}

KeyPointer publicKey(QByteArrayView raw)
{
    return KeyPointer(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, octets(raw), size_t(raw.size())));
}

KeyPointer privateKey(QByteArrayView raw)
{
    return KeyPointer(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, octets(raw), size_t(raw.size())));
}

/// Without this, OpenSSL would ask for the password of an encrypted file at the terminal.
int refusePassword(char *, int, int, void *)
{
    return -1;
}

/// Empty where OpenSSL refuses.
QByteArray rawPublicKeyOf(const EVP_PKEY &key)
{
    QByteArray raw(keySize, Qt::Uninitialized);
    size_t size = size_t(raw.size());
    const bool isRead = EVP_PKEY_get_raw_public_key(&key, octets(raw.data()), &size) == 1 && size == size_t(keySize);
    return isRead ? raw : QByteArray();
}

}

Result<VerifyingKey> VerifyingKey::fromPem(QByteArrayView pem)
{
    constexpr qsizetype longest = 64 * 1024;
    const BioPointer source(BIO_new_mem_buf(pem.data(), int(std::min(pem.size(), longest))));
    const KeyPointer key(source ? PEM_read_bio_PUBKEY(source.get(), nullptr, refusePassword, nullptr) : nullptr);
    const bool isRight = key && EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_ED25519;
    QByteArray raw = isRight ? rawPublicKeyOf(*key) : QByteArray();
    takeOpensslErrors();
    if (raw.isEmpty())
        return std::unexpected(Error{ErrorKind::Malformed, publicKeyMalformed});
    return VerifyingKey(std::move(raw));
}

Result<VerifyingKey> VerifyingKey::fromRaw(QByteArrayView raw)
{
    if (raw.size() != keySize || !publicKey(raw)) {
        takeOpensslErrors();
        return std::unexpected(Error{ErrorKind::Malformed, publicKeyMalformed});
    }
    return VerifyingKey(raw.toByteArray());
}

bool VerifyingKey::verifies(QByteArrayView message, QByteArrayView signature) const
{
    const KeyPointer key = publicKey(m_raw);
    const DigestContextPointer context(EVP_MD_CTX_new());
    const bool isRight = key && context && signature.size() == signatureSize
        && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1
        && EVP_DigestVerify(
               context.get(), octets(signature), size_t(signature.size()), octets(message), size_t(message.size()))
            == 1;
    takeOpensslErrors();
    return isRight;
}

QByteArray VerifyingKey::toPem() const
{
    const KeyPointer key = publicKey(m_raw);
    const BioPointer target(BIO_new(BIO_s_mem()));
    if (!key || !target || PEM_write_bio_PUBKEY(target.get(), key.get()) != 1)
        qFatal("A public key could not be written: %s", qPrintable(takeOpensslErrors()));
    char *text = nullptr;
    const auto size = BIO_get_mem_data(target.get(), &text);
    return {text, qsizetype(size)};
}

QByteArray VerifyingKey::id() const
{
    const KeyPointer key = publicKey(m_raw);
    unsigned char *der = nullptr;
    const int size = key ? i2d_PUBKEY(key.get(), &der) : 0;
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int digestSize = 0;
    const bool isDigested = size > 0 && EVP_Digest(der, size_t(size), digest, &digestSize, EVP_sha256(), nullptr) == 1;
    OPENSSL_free(der);
    if (!isDigested)
        qFatal("A public key could not be named: %s", qPrintable(takeOpensslErrors()));
    return QByteArray(reinterpret_cast<const char *>(digest), qsizetype(digestSize)).toHex();
}

SigningKey SigningKey::make()
{
    const KeyPointer key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
    QByteArray raw(keySize, Qt::Uninitialized);
    size_t size = size_t(raw.size());
    if (!key || EVP_PKEY_get_raw_private_key(key.get(), octets(raw.data()), &size) != 1)
        qFatal("No key could be made: %s", qPrintable(takeOpensslErrors()));
    return {SecretBytes(std::move(raw)), VerifyingKey(rawPublicKeyOf(*key))};
}

Result<SigningKey> SigningKey::fromSecret(SecretBytes secret)
{
    const KeyPointer key = secret.view().size() == keySize ? privateKey(secret.view()) : nullptr;
    if (!key) {
        takeOpensslErrors();
        return std::unexpected(Error{ErrorKind::Malformed, signingKeyMalformed});
    }
    return SigningKey(std::move(secret), VerifyingKey(rawPublicKeyOf(*key)));
}

QByteArray SigningKey::sign(QByteArrayView message) const
{
    const KeyPointer key = privateKey(m_secret.view());
    const DigestContextPointer context(EVP_MD_CTX_new());
    QByteArray signature(signatureSize, Qt::Uninitialized);
    size_t size = size_t(signature.size());
    if (!key || !context || EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) != 1
        || EVP_DigestSign(context.get(), octets(signature.data()), &size, octets(message), size_t(message.size())) != 1)
        qFatal("Ed25519 failed: %s", qPrintable(takeOpensslErrors()));
    return signature;
}

}
