// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/damagedspan.h"

#include "store/chainreading.h"
#include "store/eventrows.h"
#include "store/segmentlogs.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

constexpr Message SpanDamaged{"segments.damaged",
    QT_TRANSLATE_NOOP(
        "Messages", "The events %1 of the audit log cannot be handed out: their file is missing or was altered.")};
constexpr Message SpanPartlyDamaged{"segments.damaged",
    QT_TRANSLATE_NOOP("Messages",
        "The events %1 of the audit log cannot be handed out: their file is missing or was altered. The others can be, "
        "by their numbers: %2.")};

QString textOf(const NumberRange &numbers)
{
    return numbers.size() == 1 ? QString::number(numbers.first) : u"%1–%2"_s.arg(numbers.first).arg(numbers.end - 1);
}

/// Behind @p segment, which is damaged. A bundle's proof begins with the hash of the event before it, and where that is
/// lost too, one event later.
qint64 nextProvable(Database &database, TenantId tenant, const Segment &segment)
{
    return segment.last + (hashInLog(database, tenant, segment.last) ? 1 : 2);
}

}

QString eventsOf(const QList<Segment> &segments)
{
    QStringList places;
    for (const Segment &segment : segments)
        places << u"%1 (%2)"_s.arg(textOf({segment.first, segment.last + 1}), segment.month);
    return places.join(u", "_s);
}

Result<void> checkSpan(Database &database, TenantId tenant, const NumberRange &numbers)
{
    const LogReading reading(database);
    const auto first = firstEventNumber(database, tenant);
    const auto last = lastEventNumber(database, tenant);
    const auto segments = segmentsOf(database, tenant);
    if (!first || !last || !segments)
        return std::unexpected(!first ? first.error() : !last ? last.error() : segments.error());
    NumberRange left{std::max(numbers.first, *first), std::min(numbers.end, *last + 1)};
    QList<Segment> damaged;
    QStringList others;
    for (const Segment &segment : *segments) {
        if (segment.last < left.first || segment.first >= left.end
            || SegmentReader::open(database.segments()->folder(), tenant, segment))
            continue;
        damaged << segment;
        if (segment.first > left.first)
            others << textOf({left.first, segment.first});
        left.first = nextProvable(database, tenant, segment);
    }
    if (damaged.isEmpty())
        return {};
    if (left.size() > 0)
        others << textOf(left);
    return std::unexpected(others.isEmpty()
            ? Error(ErrorKind::Unavailable, SpanDamaged, {eventsOf(damaged)})
            : Error(ErrorKind::Unavailable, SpanPartlyDamaged, {eventsOf(damaged), others.join(u", "_s)}));
}

}
