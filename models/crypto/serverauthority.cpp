// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/serverauthority.h"

#include "crypto/certificatebuilding.h"
#include "crypto/opensslerrors.h"
#include "crypto/subjectnames.h"

#include <openssl/ec.h>

namespace sekimori::crypto {
namespace {

using namespace Qt::StringLiterals;
using std::chrono::sys_seconds;

Error notMade()
{
    return opensslError(ErrorKind::Internal, certificateNotMade);
}

bool setCommonName(X509 &certificate, const QString &name)
{
    return addNameEntry(certificate, NID_commonName, name);
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
    if (!isCommonName(commonName))
        return std::unexpected(Error{ErrorKind::Invalid, commonNameRefused, {commonName}, u"commonName"_s});
    if (auto problem = problemOfValidity(notBefore, notAfter))
        return std::unexpected(*problem);

    const KeyPointer key(EVP_EC_gen("P-256"));
    const X509Pointer certificate = key ? blankCertificate(*key, longestRandomSerial(), notBefore, notAfter) : nullptr;
    if (!certificate || !setCommonName(*certificate, commonName)
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
    const X509Pointer certificate = key ? blankCertificate(*key, longestRandomSerial(), notBefore, notAfter) : nullptr;
    if (!certificate || (hasSubject && !setCommonName(*certificate, shown.toLower()))
        || X509_set_issuer_name(certificate.get(), X509_get_subject_name(issuer)) != 1
        || !addServerExtensions(*certificate, *issuer, **names, hasSubject))
        return std::unexpected(notMade());
    return signedBy(*signer->key, *key, *certificate);
}

}
