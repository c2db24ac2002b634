// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"
#include "store/refusal.h"

#include <QList>

#include <compare>

namespace sekimori::platformd {

/// Which refusals are told together: those of one kind from one address, or one /64 of IPv6, which is what one
/// customer gets.
struct RefusalKey {
    RefusalKind kind = RefusalKind::AccessDenied;
    QString network; ///< empty: the rest, from everywhere

    static RefusalKey of(const Refusal &refusal);
    static RefusalKey rest(RefusalKind kind) { return {kind, {}}; }
    bool isRest() const { return network.isEmpty(); }

    auto operator<=>(const RefusalKey &) const = default;
};

/// So many refusals, as far as the log tells of them.
struct RefusalTally {
    static constexpr int mostNames = 16; ///< that are told apart

    RefusalKey key = {};
    qint64 count = 0;
    audit::EventTime firstAt{};
    audit::EventTime lastAt{};
    QString source = {}; ///< the one address, or the network where there were several
    QString user = {}; ///< where each of them tried to be this one user
    int names = 0; ///< how many were tried; mostNames + 1: more

    bool operator==(const RefusalTally &) const = default;
};

/// One event for a tally that is not the rest.
audit::Event eventOf(const RefusalTally &tally);
/// One event for all of the rest, whatever their kinds.
audit::Event eventOfRest(const QList<RefusalTally> &tallies);

/// All of the tallies, those of the rest as one.
QList<audit::Event> eventsOf(const QList<RefusalTally> &tallies);

}
