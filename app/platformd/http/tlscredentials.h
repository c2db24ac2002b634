// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crypto/opensslpointers.h"
#include "error/error.h"

#include <QByteArray>
#include <QDateTime>
#include <QStringList>

#include <openssl/ssl.h>

#include <memory>

namespace sekimori::platformd {

inline constexpr Message CertificateNamesNoHost{"tls.namesNoHost",
    QT_TRANSLATE_NOOP("Messages",
        "The certificate “%1” names no host. Have it issued with the host names as subject "
        "alternative names.")};
inline constexpr Message CredentialsRefused{"tls.credentialsRefused",
    QT_TRANSLATE_NOOP("Messages",
        "The certificate “%1” cannot be used for TLS: %2. Have one issued with an EC P-256 key "
        "or an RSA key of at least 2048 bits.")};

/// Certificate chain and key as they lie in files.
struct TlsIdentity {
    QByteArray certificateChainPem; ///< the server's own certificate first
    QByteArray privateKeyPem;
};

/// A certificate chain with its key, checked against each other, ready to be shown in the handshakes of any thread.
class ServerCredentials {
public:
    static Result<std::shared_ptr<const ServerCredentials>> load(const TlsIdentity &identity);

    /// The DNS names of the certificate, lower case; wildcards as they stand.
    QStringList hostNames() const { return m_hostNames; }
    /// A wildcard stands for exactly one label, the left-most.
    bool covers(QStringView hostName) const;
    /// A certificate past its end is still served: clients that complain are better than no service at all.
    QDateTime expiresAt() const { return m_expiresAt; }

    /// Makes @p connection show these credentials in the handshake that is under way.
    bool applyTo(SSL *connection) const;

private:
    using Chain = std::unique_ptr<STACK_OF(X509), crypto::FreedBy<OSSL_STACK_OF_X509_free>>;

    ServerCredentials(crypto::X509Pointer certificate, Chain chain, crypto::KeyPointer key);
    static Result<Chain> readChain(QByteArrayView pem);

    crypto::X509Pointer m_certificate;
    Chain m_chain;
    crypto::KeyPointer m_key;
    QStringList m_hostNames;
    QDateTime m_expiresAt;
};

}
