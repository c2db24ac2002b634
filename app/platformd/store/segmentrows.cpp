// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/segmentrows.h"

#include "store/columns.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

namespace messages {
constexpr Message SegmentMisplaced{"segments.misplaced",
    QT_TRANSLATE_NOOP("Messages",
        "The events %1 to %2 cannot be closed: those before them are not closed yet, or they are closed already.")};
}

namespace {

/// Deleting one takes some tens of microseconds, and everybody who changes something waits meanwhile.
constexpr qint64 eventsDeletedAtOnce = 500;

/// The events of the database up to here are in segments.
Result<void> checkPlace(Database &database, TenantId tenant, const Segment &segment)
{
    const auto first = firstOpenNumber(database, tenant);
    if (!first)
        return std::unexpected(first.error());
    if (segment.first != *first || segment.last < segment.first)
        return std::unexpected(Error(ErrorKind::Conflict, messages::SegmentMisplaced,
            {QString::number(segment.first), QString::number(segment.last)}));
    return {};
}

Result<void> insertRow(Database &database, TenantId tenant, const Segment &segment)
{
    return database
        .run(u"INSERT INTO segments (tenant, first, last, month, first_time, last_time, bytes, sha256, closed_at, file)"
             " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
            {tenant.value, segment.first, segment.last, segment.month, toColumn(segment.firstTime),
                toColumn(segment.lastTime), segment.bytes, segment.sha256, toColumn(segment.closedAt), segment.file})
        .transform([](qint64) { });
}

}

Result<void> insertSegment(Database &database, TenantId tenant, const Segment &segment)
{
    return checkPlace(database, tenant, segment).and_then([&] { return insertRow(database, tenant, segment); });
}

Result<void> replaceSegments(
    Database &database, TenantId tenant, qint64 firstKept, const std::optional<Segment> &remainder)
{
    return database.run(u"DELETE FROM segments WHERE tenant = ? AND first < ?"_s, {tenant.value, firstKept})
        .and_then([&](qint64) { return remainder ? insertRow(database, tenant, *remainder) : Result<void>(); });
}

Result<qint64> deleteSomeClosedEvents(Database &database, TenantId tenant)
{
    const auto closed = closedUpTo(database, tenant);
    if (!closed)
        return closed;
    const auto first = database.first(u"SELECT number FROM events WHERE tenant = ? ORDER BY number LIMIT 1"_s,
        {tenant.value}, [](const QSqlQuery &row) { return row.value(0).toLongLong(); });
    if (!first)
        return std::unexpected(first.error());
    if (!*first || **first > *closed)
        return 0;
    return database.run(u"DELETE FROM events WHERE tenant = ? AND number >= ? AND number <= ?"_s,
        {tenant.value, **first, std::min(*closed, **first + eventsDeletedAtOnce - 1)});
}

}
