// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/pkcs12.h"

#include "crypto/opensslerrors.h"
#include "crypto/pem.h"
#include "crypto/pkcs12algorithms.h"

namespace sekimori::crypto {
namespace {

using namespace Qt::StringLiterals;

void freeCertificates(STACK_OF(X509) * certificates)
{
    sk_X509_pop_free(certificates, X509_free);
}
using CertificatesPointer = std::unique_ptr<STACK_OF(X509), FreedBy<freeCertificates>>;

/// The passwords of our files are random and long, so these make nobody's guess slower than it is; they are what
/// others expect to see.
constexpr int modernRounds = 10'000;
constexpr int compatibleRounds = 2'048;

/// 3DES is in OpenSSL's default provider; only RC2 and what is older would need the legacy one.
int cipherOf(Pkcs12Profile profile)
{
    return profile == Pkcs12Profile::Modern ? NID_aes_256_cbc : NID_pbe_WithSHA1And3_Key_TripleDES_CBC;
}

Pkcs12Pointer builtFrom(EVP_PKEY &key, X509 &certificate, STACK_OF(X509) * authorities, const QByteArray &name,
    const QByteArray &password, Pkcs12Profile profile)
{
    constexpr int withoutMac = -1;
    const bool isModern = profile == Pkcs12Profile::Modern;
    const int rounds = isModern ? modernRounds : compatibleRounds;
    Pkcs12Pointer file(PKCS12_create(password.constData(), name.constData(), &key, &certificate, authorities,
        cipherOf(profile), cipherOf(profile), rounds, withoutMac, 0));
    if (!file
        || PKCS12_set_mac(file.get(), password.constData(), static_cast<int>(password.size()), nullptr, 0, rounds,
               isModern ? EVP_sha256() : EVP_sha1())
            != 1)
        return nullptr;
    return file;
}

bool fits(PKCS12 &file, const QByteArray &password)
{
    // Some programs write no password as none, others as an empty one.
    return PKCS12_verify_mac(&file, password.constData(), static_cast<int>(password.size())) == 1
        || (password.isEmpty() && PKCS12_verify_mac(&file, nullptr, 0) == 1);
}

Error unsupported(const QStringList &algorithms)
{
    return Error{ErrorKind::Invalid, pkcs12Unsupported, {algorithms.join(u", "_s)}};
}

/// Why @p file could not be read though it has the form of one.
Error problemOfParts(const PKCS12 &file, const QByteArray &password)
{
    takeOpensslErrors();
    const Pkcs12Algorithms algorithms = partAlgorithms(file, password);
    if (!algorithms.unsupported.isEmpty())
        return unsupported(algorithms.unsupported);
    if (PKCS12_mac_present(&file) == 1)
        return Error{ErrorKind::Malformed, pkcs12Malformed}; // The MAC has proven the password.
    return Error{ErrorKind::Invalid, pkcs12WrongPassword, {}, u"password"_s};
}

QString userIdOf(const X509 &certificate)
{
    const X509_NAME *subject = X509_get_subject_name(&certificate);
    const int place = X509_NAME_get_index_by_NID(subject, NID_userId, -1);
    if (place < 0)
        return {};
    unsigned char *utf8 = nullptr;
    const int size = ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, place)));
    const QString text = QString::fromUtf8(reinterpret_cast<const char *>(utf8), std::max(size, 0));
    OPENSSL_free(utf8);
    return text;
}

struct Parts {
    KeyPointer key;
    X509Pointer certificate;
    CertificatesPointer further;
};

Result<Parts> partsOf(PKCS12 &file, const QByteArray &password)
{
    if (const auto mac = macAlgorithms(file); !mac.unsupported.isEmpty())
        return std::unexpected(unsupported(mac.unsupported));
    if (PKCS12_mac_present(&file) == 1 && !fits(file, password)) {
        takeOpensslErrors();
        return std::unexpected(Error{ErrorKind::Invalid, pkcs12WrongPassword, {}, u"password"_s});
    }
    EVP_PKEY *key = nullptr;
    X509 *certificate = nullptr;
    STACK_OF(X509) *further = nullptr;
    const bool isRead = PKCS12_parse(&file, password.constData(), &key, &certificate, &further) == 1;
    Parts parts{KeyPointer(key), X509Pointer(certificate), CertificatesPointer(further)};
    if (!isRead)
        return std::unexpected(problemOfParts(file, password));
    if (!key || !certificate)
        return std::unexpected(Error{ErrorKind::Invalid, pkcs12Incomplete});
    return parts;
}

}

Result<QByteArray> makePkcs12(const KeyAndCertificate &certificate, const QByteArray &authorityPem, const QString &name,
    const QString &password, Pkcs12Profile profile)
{
    const auto key = privateKeyFromPem(certificate.keyPem);
    if (!key)
        return std::unexpected(key.error());
    const auto own = certificateFromPem(certificate.certificatePem);
    if (!own)
        return std::unexpected(own.error());
    auto authority = certificateFromPem(authorityPem);
    if (!authority)
        return std::unexpected(authority.error());
    const CertificatesPointer authorities(sk_X509_new_null());
    if (authorities && sk_X509_push(authorities.get(), authority->get()) > 0)
        (void)authority->release(); // The list's now.
    const Pkcs12Pointer file = builtFrom(**key, **own, authorities.get(), name.toUtf8(), password.toUtf8(), profile);
    QByteArray bytes(file ? std::max(i2d_PKCS12(file.get(), nullptr), 0) : 0, Qt::Uninitialized);
    auto *at = reinterpret_cast<unsigned char *>(bytes.data());
    if (bytes.isEmpty() || i2d_PKCS12(file.get(), &at) != bytes.size())
        return std::unexpected(opensslError(ErrorKind::Internal, pkcs12NotMade));
    return bytes;
}

Result<Pkcs12Content> readPkcs12(QByteArrayView file, const QString &password)
{
    const QByteArray utf8 = password.toUtf8();
    const auto *at = reinterpret_cast<const unsigned char *>(file.data());
    const Pkcs12Pointer p12(d2i_PKCS12(nullptr, &at, static_cast<long>(file.size())));
    if (!p12) {
        takeOpensslErrors();
        return std::unexpected(Error{ErrorKind::Malformed, pkcs12Malformed});
    }
    const auto parts = partsOf(*p12, utf8);
    if (!parts)
        return std::unexpected(parts.error());
    Pkcs12Content content;
    content.algorithms = macAlgorithms(*p12).used + partAlgorithms(*p12, utf8).used;
    const auto certificate = summaryOf(*parts->certificate);
    if (!certificate)
        return std::unexpected(certificate.error());
    content.certificate = *certificate;
    content.certificateDer = toDer(*parts->certificate);
    content.userId = userIdOf(*parts->certificate);
    for (int i = 0; i < sk_X509_num(parts->further.get()); ++i) {
        const auto further = summaryOf(*sk_X509_value(parts->further.get(), i));
        if (!further)
            return std::unexpected(further.error());
        content.further.append(*further);
    }
    return content;
}

}
