// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crypto/keyandcertificate.h"

#include <QList>
#include <QString>

#include <chrono>

namespace sekimori::crypto {

/// Why a certificate was revoked; those of RFC 5280 that an administrator can mean.
enum class RevocationReason { Unspecified, KeyCompromise, AffiliationChanged, Superseded, CessationOfOperation };

struct RevokedCertificate {
    QString serial; ///< hexadecimal
    std::chrono::sys_seconds at;
    RevocationReason reason = RevocationReason::Unspecified;
};

/// What a list says about itself.
struct RevocationListFacts {
    qint64 number = 0; ///< grows with each list
    std::chrono::sys_seconds thisUpdate;
    std::chrono::sys_seconds nextUpdate;

    bool operator==(const RevocationListFacts &) const = default;
};

inline constexpr Message revocationListNotMade{
    "crypto.revocationListNotMade", QT_TRANSLATE_NOOP("Messages", "The revocation list could not be made: %1.")};

/// Signed by @p authority; in DER, as it is handed out.
Result<QByteArray> makeRevocationList(
    const KeyAndCertificate &authority, const QList<RevokedCertificate> &revoked, const RevocationListFacts &facts);

}
