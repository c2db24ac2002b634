// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/serverauthority.h"

#include "crypto/opensslerrors.h"
#include "crypto/pem.h"
#include "crypto/subjectnames.h"
#include "crypto/tokens.h"

#include <openssl/ec.h>

#include <format>
#include <optional>

namespace sekimori::crypto {
namespace {

using namespace Qt::StringLiterals;
using std::chrono::sys_seconds;

constexpr qsizetype longestCommonName = 64; // RFC 5280, ub-common-name

Error notMade()
{
    return opensslError(ErrorKind::Internal, certificateNotMade);
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

/// 20 octets, positive and never shorter: the most that RFC 5280 lets a serial number have, 158 of its bits random.
bool setRandomSerial(X509 &certificate)
{
    QByteArray number = randomBytes(20);
    number[0] = static_cast<char>((number[0] & 0x3f) | 0x40);
    ASN1_INTEGER *serial = X509_get_serialNumber(&certificate);
    return ASN1_STRING_set(serial, number.constData(), static_cast<int>(number.size())) == 1;
}

bool setSubject(X509 &certificate, const QString &commonName)
{
    const QByteArray utf8 = commonName.toUtf8();
    return X509_NAME_add_entry_by_NID(X509_get_subject_name(&certificate), NID_commonName, MBSTRING_UTF8,
               reinterpret_cast<const unsigned char *>(utf8.constData()), static_cast<int>(utf8.size()), -1, 0)
        == 1;
}

bool setValidity(X509 &certificate, sys_seconds notBefore, sys_seconds notAfter)
{
    // system_clock::to_time_t() counts nanoseconds on the way, which end in 2262.
    return ASN1_TIME_set(X509_getm_notBefore(&certificate), notBefore.time_since_epoch().count())
        && ASN1_TIME_set(X509_getm_notAfter(&certificate), notAfter.time_since_epoch().count());
}

/// Adds an extension in the notation of OpenSSL's configuration files; only constants of ours go in.
bool addExtension(X509 &certificate, X509 &issuer, int nid, const char *value)
{
    X509V3_CTX context{};
    X509V3_set_ctx(&context, &issuer, &certificate, nullptr, nullptr, 0);
    const ExtensionPointer extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value));
    return extension && X509_add_ext(&certificate, extension.get(), -1) == 1;
}

/// A new certificate with all but its subject and extensions.
X509Pointer blankCertificate(EVP_PKEY &key, sys_seconds notBefore, sys_seconds notAfter)
{
    X509Pointer certificate(X509_new());
    if (!certificate || X509_set_version(certificate.get(), X509_VERSION_3) != 1 || !setRandomSerial(*certificate)
        || !setValidity(*certificate, notBefore, notAfter) || X509_set_pubkey(certificate.get(), &key) != 1)
        return nullptr;
    return certificate;
}

Result<KeyAndCertificate> signedBy(EVP_PKEY &signer, const EVP_PKEY &key, X509 &certificate)
{
    if (X509_sign(&certificate, &signer, EVP_sha256()) <= 0)
        return std::unexpected(notMade());
    KeyAndCertificate made{toPem(key), toPem(certificate)};
    if (made.keyPem.isEmpty() || made.certificatePem.isEmpty())
        return std::unexpected(notMade());
    return made;
}

/// The authority as OpenSSL's objects, its parts known to belong together.
struct Signer {
    KeyPointer key;
    X509Pointer certificate;
};

Result<Signer> signerFrom(const KeyAndCertificate &authority, sys_seconds notBefore, sys_seconds notAfter)
{
    auto certificate = certificateFromPem(authority.certificatePem);
    if (!certificate)
        return std::unexpected(certificate.error());
    const auto summary = readCertificate(authority.certificatePem);
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
    if (notBefore < summary->notBefore || notAfter > summary->notAfter) {
        return std::unexpected(Error{ErrorKind::Invalid, outlivesAuthority,
            {isoTime(notBefore), isoTime(notAfter), summary->subject, isoTime(summary->notBefore),
                isoTime(summary->notAfter)},
            u"notAfter"_s});
    }
    return Signer{std::move(*key), std::move(*certificate)};
}

bool addServerExtensions(X509 &certificate, X509 &issuer, GENERAL_NAMES &names, bool hasSubject)
{
    // RFC 5280: where the subject is empty, the alternative name must be critical.
    return addExtension(certificate, issuer, NID_basic_constraints, "critical,CA:FALSE")
        && addExtension(certificate, issuer, NID_key_usage, "critical,digitalSignature")
        && addExtension(certificate, issuer, NID_ext_key_usage, "serverAuth")
        && X509_add1_ext_i2d(&certificate, NID_subject_alt_name, &names, hasSubject ? 0 : 1, X509V3_ADD_DEFAULT) == 1
        && addExtension(certificate, issuer, NID_subject_key_identifier, "hash")
        && addExtension(certificate, issuer, NID_authority_key_identifier, "keyid:always");
}

}

Result<KeyAndCertificate> makeAuthority(const QString &commonName, sys_seconds notBefore, sys_seconds notAfter)
{
    // The limit counts characters, not UTF-16 units.
    if (commonName.trimmed().isEmpty() || commonName.toUcs4().size() > longestCommonName || !commonName.isValidUtf16())
        return std::unexpected(Error{ErrorKind::Invalid, commonNameRefused, {commonName}, u"commonName"_s});
    if (auto problem = problemOfValidity(notBefore, notAfter))
        return std::unexpected(*problem);

    const KeyPointer key(EVP_EC_gen("P-256"));
    const X509Pointer certificate = key ? blankCertificate(*key, notBefore, notAfter) : nullptr;
    if (!certificate || !setSubject(*certificate, commonName)
        || X509_set_issuer_name(certificate.get(), X509_get_subject_name(certificate.get())) != 1
        || !addExtension(*certificate, *certificate, NID_basic_constraints, "critical,CA:TRUE,pathlen:0")
        || !addExtension(*certificate, *certificate, NID_key_usage, "critical,keyCertSign")
        || !addExtension(*certificate, *certificate, NID_subject_key_identifier, "hash"))
        return std::unexpected(notMade());
    return signedBy(*key, *key, *certificate);
}

Result<KeyAndCertificate> issueServerCertificate(const KeyAndCertificate &authority, const QStringList &dnsNames,
    const QStringList &ipAddresses, sys_seconds notBefore, sys_seconds notAfter)
{
    if (auto problem = problemOfValidity(notBefore, notAfter))
        return std::unexpected(*problem);
    const auto names = subjectNames(dnsNames, ipAddresses);
    if (!names)
        return std::unexpected(names.error());
    const auto signer = signerFrom(authority, notBefore, notAfter);
    if (!signer)
        return std::unexpected(signer.error());

    // Clients look at the alternative names only; the subject is what people see in a list of certificates.
    const QString shown = dnsNames.isEmpty() ? ipAddresses.first() : dnsNames.first();
    const bool hasSubject = shown.size() <= longestCommonName;
    X509 *issuer = signer->certificate.get();
    const KeyPointer key(EVP_EC_gen("P-256"));
    const X509Pointer certificate = key ? blankCertificate(*key, notBefore, notAfter) : nullptr;
    if (!certificate || (hasSubject && !setSubject(*certificate, shown.toLower()))
        || X509_set_issuer_name(certificate.get(), X509_get_subject_name(issuer)) != 1
        || !addServerExtensions(*certificate, *issuer, **names, hasSubject))
        return std::unexpected(notMade());
    return signedBy(*signer->key, *key, *certificate);
}

}
