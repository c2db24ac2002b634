// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edge/languages.h"
#include "policy/accessdecision.h"
#include "store/snapshot.h"

#include <memory>

namespace sekimori::platformd {

/// What the gate found out about a request that it let through. All that follows is judged by the same state of the
/// tenant, even when a newer one is published meanwhile.
struct Passage {
    std::shared_ptr<const TenantState> tenant;
    policy::HostKind host = policy::HostKind::Main;
    std::optional<IpAddress> client; ///< none: the proxies' account of it is malformed
    policy::AccessDecision decision;
    QByteArray certificateDer; ///< that was shown, on a secure host
    policy::CertificateFacts certificate; ///< what is known of it
    std::optional<UserId> certificateUser; ///< whose it is
    Language language;
    std::optional<Recovery> recovery; ///< by which alone it was let in

    /// Whether somebody may be signed in here as @p user.
    bool admits(UserId user) const
    {
        if (recovery && recovery->user != user)
            return false;
        return !decision.onlyAsCertificateUser || certificateUser == user;
    }

    /// When a session ends that is opened now; none: as all others do.
    std::optional<audit::EventTime> sessionEnd() const
    {
        return recovery ? std::optional(recovery->endsAt) : std::nullopt;
    }

    /// For events and for people; `unknown` when it could not be told.
    QString clientText() const { return client ? client->toString() : QStringLiteral("unknown"); }
};

}
