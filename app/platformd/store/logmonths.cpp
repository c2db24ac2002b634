// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/logmonths.h"

#include "store/arrival.h"
#include "store/eventrows.h"
#include "store/segmentlogs.h"

#include <algorithm>

namespace sekimori::platformd {
namespace {

LogMonth monthOf(const Segment &segment)
{
    return {
        .month = Month::fromText(segment.month).value_or(Month()),
        .state = LogMonth::State::Closed,
        .first = segment.first,
        .last = segment.last,
        .bytes = segment.bytes,
        .closedAt = segment.closedAt,
    };
}

/// Segments of one month, or one that is closed in part.
void append(QList<LogMonth> &months, const LogMonth &more)
{
    if (months.isEmpty() || months.last().month != more.month) {
        months << more;
        return;
    }
    LogMonth &month = months.last();
    const bool isDamaged = LogMonth::State::Damaged == month.state || LogMonth::State::Damaged == more.state;
    month.last = more.last;
    month.bytes += more.bytes;
    month.closedAt = more.closedAt ? std::max(month.closedAt, more.closedAt) : std::nullopt;
    month.state = isDamaged ? LogMonth::State::Damaged : more.state;
}

/// In which the events from @p first on arrived, as closeMonths() reckons it; where nothing is sure yet, the present
/// one.
Result<Month> openMonth(
    Database &database, TenantId tenant, qint64 first, const QString &zone, audit::EventTime now, const Month &atLeast)
{
    return arrivedBy(database, tenant, first, now).transform([&](const std::optional<audit::EventTime> &arrived) {
        return std::max(Month::of(dayAt(arrived.value_or(now), zone)), atLeast);
    });
}

}

Result<QList<LogMonth>> logMonths(Database &database, TenantId tenant, const QString &zone, audit::EventTime now)
{
    const auto segments = segmentsOf(database, tenant);
    if (!segments)
        return std::unexpected(segments.error());
    const auto last = lastEventNumber(database, tenant);
    if (!last)
        return std::unexpected(last.error());
    const auto first = firstOpenNumber(database, tenant);
    if (!first)
        return std::unexpected(first.error());
    QList<LogMonth> months;
    for (const Segment &segment : *segments) {
        LogMonth month = monthOf(segment);
        if (!SegmentReader::open(database.segments()->folder(), tenant, segment))
            month.state = LogMonth::State::Damaged;
        append(months, month);
    }
    if (*first > *last)
        return months;
    const auto open = openMonth(database, tenant, *first, zone, now, months.isEmpty() ? Month() : months.last().month);
    if (!open)
        return std::unexpected(open.error());
    append(months, {.month = *open, .first = *first, .last = *last, .closedAt = {}});
    return months;
}

}
