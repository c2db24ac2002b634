// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/certificatebuilding.h"

#include "crypto/certificatesummary.h"
#include "crypto/opensslerrors.h"
#include "crypto/pem.h"
#include "crypto/tokens.h"

#include <format>

namespace sekimori::crypto {
namespace {

using namespace Qt::StringLiterals;
using std::chrono::sys_seconds;

bool setSerial(X509 &certificate, const QByteArray &serial)
{
    ASN1_INTEGER *number = X509_get_serialNumber(&certificate);
    return ASN1_STRING_set(number, serial.constData(), static_cast<int>(serial.size())) == 1;
}

bool setValidity(X509 &certificate, sys_seconds notBefore, sys_seconds notAfter)
{
    // system_clock::to_time_t() counts nanoseconds on the way, which end in 2262.
    return ASN1_TIME_set(X509_getm_notBefore(&certificate), notBefore.time_since_epoch().count())
        && ASN1_TIME_set(X509_getm_notAfter(&certificate), notAfter.time_since_epoch().count());
}

}

bool isCommonName(const QString &name)
{
    // The limit counts characters, not UTF-16 units.
    return !name.trimmed().isEmpty() && name.toUcs4().size() <= longestCommonName && name.isValidUtf16();
}

QString isoTime(sys_seconds time)
{
    return QString::fromStdString(std::format("{:%FT%TZ}", time));
}

std::optional<Error> problemOfValidity(sys_seconds notBefore, sys_seconds notAfter)
{
    using namespace std::chrono_literals;
    constexpr sys_seconds earliest = std::chrono::sys_days(1950y / 1 / 1);
    constexpr sys_seconds beyond = std::chrono::sys_days(10000y / 1 / 1);
    if (earliest <= notBefore && notBefore < notAfter && notAfter < beyond)
        return std::nullopt;
    return Error{ErrorKind::Invalid, validityRefused, {isoTime(notBefore), isoTime(notAfter)}, u"notAfter"_s};
}

QByteArray longestRandomSerial()
{
    QByteArray number = randomBytes(20);
    number[0] = static_cast<char>((number[0] & 0x3f) | 0x40);
    return number;
}

bool addNameEntry(X509 &certificate, int nid, const QString &name)
{
    const QByteArray utf8 = name.toUtf8();
    return X509_NAME_add_entry_by_NID(X509_get_subject_name(&certificate), nid, MBSTRING_UTF8,
               reinterpret_cast<const unsigned char *>(utf8.constData()), static_cast<int>(utf8.size()), -1, 0)
        == 1;
}

bool addExtension(X509 &certificate, X509 &issuer, int nid, const char *value)
{
    X509V3_CTX context{};
    X509V3_set_ctx(&context, &issuer, &certificate, nullptr, nullptr, 0);
    const ExtensionPointer extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value));
    return extension && X509_add_ext(&certificate, extension.get(), -1) == 1;
}

X509Pointer blankCertificate(EVP_PKEY &key, const QByteArray &serial, sys_seconds notBefore, sys_seconds notAfter)
{
    X509Pointer certificate(X509_new());
    if (!certificate || X509_set_version(certificate.get(), X509_VERSION_3) != 1 || !setSerial(*certificate, serial)
        || !setValidity(*certificate, notBefore, notAfter) || X509_set_pubkey(certificate.get(), &key) != 1)
        return nullptr;
    return certificate;
}

Result<KeyAndCertificate> signedBy(EVP_PKEY &signer, const EVP_PKEY &key, X509 &certificate)
{
    if (X509_sign(&certificate, &signer, EVP_sha256()) <= 0)
        return std::unexpected(opensslError(ErrorKind::Internal, certificateNotMade));
    KeyAndCertificate made{toPem(key), toPem(certificate)};
    if (made.keyPem.isEmpty() || made.certificatePem.isEmpty())
        return std::unexpected(opensslError(ErrorKind::Internal, certificateNotMade));
    return made;
}

Result<Signer> signerFrom(const KeyAndCertificate &authority)
{
    auto certificate = certificateFromPem(authority.certificatePem);
    if (!certificate)
        return std::unexpected(certificate.error());
    const auto summary = summaryOf(**certificate);
    if (!summary)
        return std::unexpected(summary.error());
    if (!summary->isAuthority)
        return std::unexpected(Error{ErrorKind::Invalid, authorityRefused, {summary->subject}});
    auto key = privateKeyFromPem(authority.keyPem);
    if (!key)
        return std::unexpected(key.error());
    if (X509_check_private_key(certificate->get(), key->get()) != 1) {
        takeOpensslErrors();
        return std::unexpected(Error{ErrorKind::Invalid, keyDiffers, {summary->subject}});
    }
    return Signer{std::move(*key), std::move(*certificate)};
}

Result<Signer> signerFrom(const KeyAndCertificate &authority, sys_seconds notBefore, sys_seconds notAfter)
{
    auto signer = signerFrom(authority);
    if (!signer)
        return signer;
    const auto summary = summaryOf(*signer->certificate);
    if (!summary)
        return std::unexpected(summary.error());
    if (notBefore < summary->notBefore || notAfter > summary->notAfter) {
        return std::unexpected(Error{ErrorKind::Invalid, outlivesAuthority,
            {isoTime(notBefore), isoTime(notAfter), summary->subject, isoTime(summary->notBefore),
                isoTime(summary->notAfter)},
            u"notAfter"_s});
    }
    return signer;
}

}
