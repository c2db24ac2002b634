// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crypto/keyandcertificate.h"

#include <QString>

#include <chrono>

/// A tenant's own authority and the certificates by which its people come in.
///
/// All keys are EC P-256. What has to take them takes them: Android since 4.3, Windows since Vista and so Server 2016,
/// macOS and iOS; and an EC key always lands where Windows can sign for TLS 1.3 with it, while an RSA key that old
/// import dialogs put into an old provider cannot make the signatures that TLS 1.3 asks of it. What old systems do not
/// take is the file around the key, and that is what the profiles of pkcs12.h are for.
namespace sekimori::crypto {

/// Self-signed; it signs certificates and revocation lists, and no further authority can hang of it.
Result<KeyAndCertificate> makeClientAuthority(const QString &commonName, const QString &organisation,
    std::chrono::sys_seconds notBefore, std::chrono::sys_seconds notAfter);

/// Whom a certificate is for. What is longer than certificates can say is cut there; the login name stands whole in the
/// subject's user id.
struct ClientSubject {
    QString loginName;
    QString organisation;
};

struct ClientCertificate {
    KeyAndCertificate pair;
    QByteArray der;
    QString serial; ///< hexadecimal; 128 random bits
};

/// A new key and its certificate for nothing but proving who a TLS client is.
Result<ClientCertificate> issueClientCertificate(const KeyAndCertificate &authority, const ClientSubject &subject,
    std::chrono::sys_seconds notBefore, std::chrono::sys_seconds notAfter);

/// Whether the key in @p authorityPem has signed the certificate @p der.
bool isSignedBy(QByteArrayView der, QByteArrayView authorityPem);

}
