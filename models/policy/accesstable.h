// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/accessdecision.h"

/// What the access decision means for people: every situation in which somebody may come, and how the gate meets it.
namespace sekimori::policy {

/// Ways to come that a person would tell apart. On the main host nobody has given a user name and password yet, unless
/// the situation says so.
enum class Situation {
    Own, ///< whoever asks, from the address that the platform sees
    Listed,
    NotListed,
    RightPair, ///< not listed, with the right Basic pair; and so with a wrong one
    WrongPair,
    AddressUnknown,
    ValidCertificate, ///< the ones from here on are on the secure host
    ExpiredCertificate,
    RevokedCertificate,
    ForeignCertificate,
    NoCertificate,
};

HostKind hostOf(Situation situation);

struct AccessCase {
    Situation situation = Situation::NotListed;
    std::optional<AccessDecision> decision; ///< none: nobody can be in this situation
    std::optional<IpEntry> entry; ///< the one that lists the own address

    /// Whether people in this situation are met alike in both; why they are may differ.
    bool isMetAs(const AccessCase &other) const;
};

/// One case for each situation, in the order of Situation; the own one only where @p own is given. Every decision is
/// decide()'s.
QList<AccessCase> accessTable(const Settings &settings, const std::optional<IpAddress> &own = {});

}
