// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"
#include "store/database.h"
#include "store/ids.h"
#include "store/timespan.h"

#include <array>
#include <vector>

/// The log in blocks of eventsInBlock numbers: between which times the events of each lie, and how many are of which
/// level and result. Times follow the numbers nearly, but other services tell late.
namespace sekimori::platformd {

inline constexpr qint64 eventsInBlock = 4096;

/// Numbers from one, included, to another, excluded.
struct NumberRange {
    qint64 first = 0;
    qint64 end = 0;

    qint64 size() const { return end - first; }
    bool operator==(const NumberRange &) const = default;
};

/// How many events there are of each level and of each result.
struct EventTotals {
    std::array<qint64, 5> levels{}; ///< by audit::Level
    std::array<qint64, 4> results{}; ///< by audit::EventResult
};

/// Notes @p events, whose numbers rise by one from @p first on.
Result<void> noteInBlocks(Database &database, TenantId tenant, const QList<audit::Event> &events, qint64 first);

/// Where in @p whole all events of @p span lie, in rising order; what else lies there is at most that of some blocks.
Result<std::vector<NumberRange>> rangesOf(
    Database &database, TenantId tenant, const TimeSpan &span, const NumberRange &whole);

/// Forgets the events below @p firstKept in the block in which that one is, @p ofBlock. The times of that block stay as
/// far as they were, and the blocks before it count no more.
Result<void> shortenBlock(Database &database, TenantId tenant, qint64 firstKept, const EventTotals &ofBlock);

/// Deletes some of the blocks of which no event is kept; how many.
Result<qint64> deleteSomeBlocks(Database &database, TenantId tenant);

Result<EventTotals> eventTotals(Database &database, TenantId tenant);

/// Between which times the whole log lies; everything where it has no event.
Result<TimeSpan> timesOfLog(Database &database, TenantId tenant);

}
