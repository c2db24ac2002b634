// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"
#include "crypto/pkcs12.h"
#include "crypto/revocationlist.h"
#include "policy/fieldtypes.h"
#include "store/user.h"

#include <array>
#include <optional>

namespace sekimori::platformd {

/// Where a user stands with his newest certificate, in the order in which a list by end shows it.
enum class CertificateState { Expiring, Valid, Expired, Revoked, NotIssued };

/// So long before its end a certificate counts as expiring, and the first reminder comes.
inline constexpr std::chrono::days expiringSpan{90};

/// One that the tenant's authority has issued. Whoever it was for may have gone since.
struct Certificate {
    QString serial; ///< hexadecimal
    UserId user;
    QString loginName; ///< when it was issued
    crypto::Pkcs12Profile profile = crypto::Pkcs12Profile::Modern;
    audit::EventTime issuedAt{};
    audit::EventTime beginsAt{};
    audit::EventTime endsAt{}; ///< the last second in which it holds
    std::optional<audit::EventTime> revokedAt = {};
    crypto::RevocationReason reason = crypto::RevocationReason::Unspecified;
    std::optional<audit::EventTime> fetchedAt = {}; ///< when its file was handed out
    audit::EventTime fileUntil{}; ///< how long its file is kept for that

    bool hasEndedAt(audit::EventTime now) const { return endsAt + std::chrono::seconds(1) <= now; }
    /// Its file can be handed out.
    bool hasFileAt(audit::EventTime now) const { return !fetchedAt && !revokedAt && now < fileUntil; }
    CertificateState stateAt(audit::EventTime now) const;

    bool operator==(const Certificate &) const = default;
};

inline CertificateState Certificate::stateAt(audit::EventTime now) const
{
    if (revokedAt)
        return CertificateState::Revoked;
    if (hasEndedAt(now))
        return CertificateState::Expired;
    return endsAt < now + expiringSpan ? CertificateState::Expiring : CertificateState::Valid;
}

}

template<>
struct sekimori::policy::EnumNames<sekimori::platformd::CertificateState> {
    static constexpr std::array names{
        std::pair{sekimori::platformd::CertificateState::NotIssued, QLatin1StringView("notIssued")},
        std::pair{sekimori::platformd::CertificateState::Valid, QLatin1StringView("valid")},
        std::pair{sekimori::platformd::CertificateState::Expiring, QLatin1StringView("expiring")},
        std::pair{sekimori::platformd::CertificateState::Expired, QLatin1StringView("expired")},
        std::pair{sekimori::platformd::CertificateState::Revoked, QLatin1StringView("revoked")},
    };
};

template<>
struct sekimori::policy::EnumNames<sekimori::crypto::Pkcs12Profile> {
    static constexpr std::array names{
        std::pair{sekimori::crypto::Pkcs12Profile::Modern, QLatin1StringView("modern")},
        std::pair{sekimori::crypto::Pkcs12Profile::Compatible, QLatin1StringView("compatible")},
    };
};

template<>
struct sekimori::policy::EnumNames<sekimori::crypto::RevocationReason> {
    static constexpr std::array names{
        std::pair{sekimori::crypto::RevocationReason::Unspecified, QLatin1StringView("unspecified")},
        std::pair{sekimori::crypto::RevocationReason::KeyCompromise, QLatin1StringView("keyCompromise")},
        std::pair{sekimori::crypto::RevocationReason::AffiliationChanged, QLatin1StringView("affiliationChanged")},
        std::pair{sekimori::crypto::RevocationReason::Superseded, QLatin1StringView("superseded")},
        std::pair{sekimori::crypto::RevocationReason::CessationOfOperation, QLatin1StringView("cessationOfOperation")},
    };
};
