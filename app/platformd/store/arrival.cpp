// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/arrival.h"

#include "audit/chain/checkpoint.h"
#include "store/calendar.h"
#include "store/columns.h"
#include "store/eventsearch.h"

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

using audit::chain::Checkpoint;

/// What no other service can write: see incomingevent.cpp.
audit::filter::Filter ownEvents()
{
    using namespace audit::filter;
    Filter own;
    own.root = Node{.what = TextIs{.field = audit::Field::Service, .text = u"Common"_s}, .place = {}};
    return own;
}

TimeSpan until(audit::EventTime time)
{
    return {.since = {}, .until = time};
}

/// Up to now: what is later was written by a clock that went wrong.
TimeSpan from(const std::optional<audit::EventTime> &time, audit::EventTime now)
{
    return {.since = time, .until = now + std::chrono::microseconds(1)};
}

/// The first event of the platform's own above @p above that tells a time in @p span.
Result<std::optional<audit::Event>> ownAbove(Database &database, TenantId tenant, qint64 above, const TimeSpan &span)
{
    return EventSearch::open(database, tenant, ownEvents(), span)
        .and_then([&](EventSearch search) { return search.above(above, 1); })
        .transform([](const FoundEvents &found) {
            return found.events.isEmpty() ? std::nullopt : std::optional(found.events.first());
        });
}

/// Whether all events of a segment that cannot be read had arrived before @p time. Its row tells in which month they
/// did, in the calendar of a zone that may have changed since: the last one in which a month ends is half a day behind.
bool isOver(const Segment &segment, audit::EventTime time)
{
    const auto month = Month::fromText(segment.month);
    return month && beginOfDay(month->next().firstDay(), u"UTC"_s) + std::chrono::hours(12) <= time;
}

/// The number of the first event from @p time on; of a segment that cannot be read, its first one, for it may be.
Result<qint64> firstOwnFrom(Database &database, TenantId tenant, audit::EventTime time, audit::EventTime now)
{
    auto search = EventSearch::open(database, tenant, ownEvents(), from(time, now));
    if (!search)
        return std::unexpected(search.error());
    for (qint64 above = 0;;) {
        const auto found = search->above(above, 1);
        if (found)
            return found->events.isEmpty() ? std::numeric_limits<qint64>::max() : found->events.first().number;
        if (!search->damagedSegment())
            return std::unexpected(found.error());
        if (!isOver(*search->damagedSegment(), time))
            return search->damagedSegment()->first;
        above = search->damagedSegment()->last;
    }
}

/// The last one before @p time, and before the first one from that time on: once the clock has shown it, what tells of
/// an earlier one was written by a clock that went wrong.
Result<qint64> lastOwnBefore(Database &database, TenantId tenant, audit::EventTime time, audit::EventTime now)
{
    const auto later = firstOwnFrom(database, tenant, time, now);
    if (!later)
        return later;
    auto search = EventSearch::open(database, tenant, ownEvents(), until(time));
    if (!search)
        return std::unexpected(search.error());
    for (qint64 below = *later;;) {
        const auto found = search->below(below, 1);
        if (found)
            return found->events.isEmpty() ? 0 : found->events.first().number;
        if (!search->damagedSegment())
            return std::unexpected(found.error());
        if (isOver(*search->damagedSegment(), time))
            return search->damagedSegment()->last;
        below = search->damagedSegment()->first;
    }
}

Result<qint64> lastCheckpointBefore(Database &database, TenantId tenant, audit::EventTime time, audit::EventTime now)
{
    const int kind = int(Checkpoint::Kind::Regular);
    return database
        .first(u"SELECT coalesce(max(number), 0) FROM checkpoints WHERE tenant = ? AND kind = ? AND made_at < ?"
               " AND number < (SELECT coalesce(min(number), ?) FROM checkpoints"
               " WHERE tenant = ? AND kind = ? AND made_at >= ? AND made_at <= ?)"_s,
            {tenant.value, kind, toColumn(time), std::numeric_limits<qint64>::max(), tenant.value, kind, toColumn(time),
                toColumn(now)},
            [](const QSqlQuery &row) { return row.value(0).toLongLong(); })
        .transform([](const std::optional<qint64> &number) { return number.value_or(0); });
}

Result<std::optional<audit::EventTime>> firstCheckpointFrom(
    Database &database, TenantId tenant, qint64 number, audit::EventTime now)
{
    return database.first(u"SELECT made_at FROM checkpoints WHERE tenant = ? AND kind = ? AND number >= ?"
                          " AND made_at <= ? ORDER BY number, made_at LIMIT 1"_s,
        {tenant.value, int(Checkpoint::Kind::Regular), number, toColumn(now)},
        [](const QSqlQuery &row) { return timeColumn(row.value(0)); });
}

}

Result<qint64> lastArrivedBefore(Database &database, TenantId tenant, audit::EventTime time, audit::EventTime now)
{
    const auto own = lastOwnBefore(database, tenant, time, now);
    if (!own)
        return own;
    return lastCheckpointBefore(database, tenant, time, now).transform([&](qint64 number) {
        return std::max(*own, number);
    });
}

Result<std::optional<audit::EventTime>> arrivedBy(
    Database &database, TenantId tenant, qint64 number, audit::EventTime now)
{
    const auto own = ownAbove(database, tenant, number - 1, from({}, now));
    if (!own)
        return std::unexpected(own.error());
    auto time = firstCheckpointFrom(database, tenant, number, now);
    if (time && *own)
        *time = std::min(time->value_or((*own)->time), (*own)->time);
    return time;
}

}
