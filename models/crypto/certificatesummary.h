// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>
#include <QStringList>

#include <openssl/types.h>

#include <chrono>

namespace sekimori::crypto {

/// What a person wants to know about a certificate.
struct CertificateSummary {
    QString subject; ///< as in RFC 4514: `CN=demo.example.org`
    QString issuer;
    QStringList names; ///< host names and IP addresses, in the certificate's order
    std::chrono::sys_seconds notBefore;
    std::chrono::sys_seconds notAfter;
    QByteArray fingerprint; ///< SHA-256 over the DER, 32 bytes
    bool isAuthority = false;
    QString serial = {}; ///< hexadecimal, as OpenSSL and browsers show it

    bool operator==(const CertificateSummary &) const = default;
};

inline constexpr Message certificateTimeUnreadable{"crypto.certificateTime",
    QT_TRANSLATE_NOOP("Messages",
        "The certificate “%1” does not say in a readable form from when until when it holds. Ask "
        "whoever issued it for another.")};

/// Reads the first certificate in @p pem.
Result<CertificateSummary> readCertificate(QByteArrayView pem);

Result<CertificateSummary> summaryOf(X509 &certificate);

}
