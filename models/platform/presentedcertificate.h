// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

class QSslCertificate;

namespace sekimori::platform {

/// The certificate that a person is asked about: who it says it is, and the fingerprint to compare with the operator.
struct PresentedCertificate {
    QByteArray pem; ///< what goes into ConnectionProfile::pinnedAuthority on consent
    QString subject;
    QString issuer;
    QDateTime validFrom; ///< UTC
    QDateTime validUntil; ///< UTC
    QString fingerprint; ///< SHA-256 over the DER, `AB:CD:…`
    bool isAuthority = false; ///< it vouches for the server's certificate; false: it is the server's own

    static PresentedCertificate of(const QSslCertificate &certificate);
    /// Of a chain as a server sent it, its own certificate first: the root at the end, or where none was sent the
    /// server's own, because what stands between proves nothing by itself.
    static PresentedCertificate toPin(const QList<QSslCertificate> &chain);

    bool operator==(const PresentedCertificate &) const = default;
};

/// SHA-256 as people compare it; empty for a null certificate.
QString fingerprintOf(const QSslCertificate &certificate);

}
