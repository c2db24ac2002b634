// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/accessdecision.h"
#include "store/recovery.h"

namespace sekimori::platformd {

/// By which way somebody's requests reach a host of the tenant, for the question whether they still would.
struct WayIn {
    std::optional<IpAddress> client;
    std::optional<QString> presentedName; ///< of the Basic pair that came with the request; none: no pair came
    QList<QByteArray> provenSeals; ///< sealed passwords of the present state that the presented password opens
    policy::HostKind host = policy::HostKind::Main;
    QByteArray certificateDer = {}; ///< that came with the connection; empty: none
    policy::CertificateFacts certificate = {}; ///< what was known of it
    std::optional<Recovery> recovery = {}; ///< by which alone they were let in
};

/// What the decision looks at when @p way is gone again at @p now, with @p basicAuth in force.
policy::AccessAttempt attemptBy(const WayIn &way, const policy::BasicAuth &basicAuth, const QDateTime &now);

/// Whether somebody who came by @p way, and knows what @p drafted newly enters, would come in under @p drafted at
/// @p now. The pair that came with the request counts where the draft has left its password alone.
policy::AccessDecision decideWayIn(const policy::Settings &drafted, const WayIn &way, const QDateTime &now);

}
