// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/clientauthority.h"

#include "crypto/certificatebuilding.h"
#include "crypto/opensslerrors.h"
#include "crypto/pem.h"
#include "crypto/tokens.h"

#include <openssl/ec.h>

namespace sekimori::crypto {
namespace {

using namespace Qt::StringLiterals;
using std::chrono::sys_seconds;

Error notMade()
{
    return opensslError(ErrorKind::Internal, certificateNotMade);
}

/// As many characters as a name in a certificate may have; never half of one.
QString fitting(const QString &name)
{
    const QList<uint> characters = name.toUcs4();
    if (characters.size() <= longestCommonName)
        return name;
    return QString::fromUcs4(reinterpret_cast<const char32_t *>(characters.constData()), longestCommonName);
}

/// 128 random bits. A number that begins with a zero octet would be written shorter.
QByteArray randomSerial()
{
    QByteArray number = randomBytes(16);
    while (number[0] == 0)
        number = randomBytes(16);
    return number;
}

bool setSubject(X509 &certificate, const ClientSubject &subject)
{
    const bool hasOrganisation = !subject.organisation.trimmed().isEmpty();
    return (!hasOrganisation || addNameEntry(certificate, NID_organizationName, fitting(subject.organisation)))
        && addNameEntry(certificate, NID_userId, subject.loginName)
        && addNameEntry(certificate, NID_commonName, fitting(subject.loginName));
}

bool addClientExtensions(X509 &certificate, X509 &issuer)
{
    return addExtension(certificate, issuer, NID_basic_constraints, "critical,CA:FALSE")
        && addExtension(certificate, issuer, NID_key_usage, "critical,digitalSignature")
        && addExtension(certificate, issuer, NID_ext_key_usage, "clientAuth")
        && addExtension(certificate, issuer, NID_subject_key_identifier, "hash")
        && addExtension(certificate, issuer, NID_authority_key_identifier, "keyid:always");
}

bool addAuthorityExtensions(X509 &certificate)
{
    return addExtension(certificate, certificate, NID_basic_constraints, "critical,CA:TRUE,pathlen:0")
        && addExtension(certificate, certificate, NID_key_usage, "critical,keyCertSign,cRLSign")
        && addExtension(certificate, certificate, NID_subject_key_identifier, "hash");
}

}

Result<KeyAndCertificate> makeClientAuthority(
    const QString &commonName, const QString &organisation, sys_seconds notBefore, sys_seconds notAfter)
{
    if (!isCommonName(commonName))
        return std::unexpected(Error{ErrorKind::Invalid, commonNameRefused, {commonName}, u"commonName"_s});
    if (auto problem = problemOfValidity(notBefore, notAfter))
        return std::unexpected(*problem);

    const KeyPointer key(EVP_EC_gen("P-256"));
    const X509Pointer certificate = key ? blankCertificate(*key, randomSerial(), notBefore, notAfter) : nullptr;
    const bool hasOrganisation = !organisation.trimmed().isEmpty();
    if (!certificate || (hasOrganisation && !addNameEntry(*certificate, NID_organizationName, fitting(organisation)))
        || !addNameEntry(*certificate, NID_commonName, commonName)
        || X509_set_issuer_name(certificate.get(), X509_get_subject_name(certificate.get())) != 1
        || !addAuthorityExtensions(*certificate))
        return std::unexpected(notMade());
    return signedBy(*key, *key, *certificate);
}

Result<ClientCertificate> issueClientCertificate(
    const KeyAndCertificate &authority, const ClientSubject &subject, sys_seconds notBefore, sys_seconds notAfter)
{
    if (auto problem = problemOfValidity(notBefore, notAfter))
        return std::unexpected(*problem);
    const auto signer = signerFrom(authority, notBefore, notAfter);
    if (!signer)
        return std::unexpected(signer.error());

    const QByteArray serial = randomSerial();
    X509 *issuer = signer->certificate.get();
    const KeyPointer key(EVP_EC_gen("P-256"));
    const X509Pointer certificate = key ? blankCertificate(*key, serial, notBefore, notAfter) : nullptr;
    if (!certificate || !setSubject(*certificate, subject)
        || X509_set_issuer_name(certificate.get(), X509_get_subject_name(issuer)) != 1
        || !addClientExtensions(*certificate, *issuer))
        return std::unexpected(notMade());
    auto pair = signedBy(*signer->key, *key, *certificate);
    if (!pair)
        return std::unexpected(pair.error());
    return ClientCertificate{*std::move(pair), toDer(*certificate), QString::fromLatin1(serial.toHex().toUpper())};
}

bool isSignedBy(QByteArrayView der, QByteArrayView authorityPem)
{
    const auto certificate = certificateFromDer(der);
    const auto authority = certificateFromPem(authorityPem);
    const bool isSigned
        = certificate && authority && X509_verify(certificate->get(), X509_get0_pubkey(authority->get())) == 1;
    takeOpensslErrors(); // Whoever shows a foreign certificate is told so; why OpenSSL says no does not matter.
    return isSigned;
}

}
