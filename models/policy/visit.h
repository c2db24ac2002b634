// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/accessdecision.h"

/// Somebody's visit as a person would describe it, and what the access decision makes of it at a given time.
namespace sekimori::policy {

/// Which of a tenant's pairs comes along.
enum class VisitPair { None, Main, Second, Wrong };

/// A client certificate with all its times, so that it can be looked at from any moment.
struct VisitCertificate {
    bool isIssuedHere = true;
    QDateTime beginsAt = {}; ///< invalid: it has always been valid
    QDateTime endsAt = {}; ///< invalid: it has no end
    QDateTime revokedAt = {}; ///< invalid: it is not revoked
    bool isUserPermitted = true;

    bool operator==(const VisitCertificate &) const = default;
};

struct Visit {
    HostKind host = HostKind::Main;
    std::optional<IpAddress> client = {}; ///< none: it cannot be told
    VisitPair pair = VisitPair::None;
    std::optional<VisitCertificate> certificate = {};
    QDateTime at = {};

    bool operator==(const Visit &) const = default;
};

/// What the gate would find out about @p visit under @p settings: whether the pair is right then, the certificate in
/// date.
AccessAttempt attemptOf(const Visit &visit, const Settings &settings);

}
