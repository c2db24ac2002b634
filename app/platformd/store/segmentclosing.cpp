// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/chain/canonicalform.h"
#include "store/eventblocks.h"
#include "store/eventrows.h"
#include "store/segmentcounts.h"
#include "store/segmentleftovers.h"
#include "store/segmentlogs.h"
#include "store/segmentrows.h"
#include "store/store.h"

#include <algorithm>

using namespace Qt::StringLiterals;

/// How events get from the database into segments. The order of the steps is such that a crash between two of them
/// leaves each event readable exactly once: first the files and the counts, which nobody sees, then the row by which
/// the segment is read instead of the database, then what the database has of it goes.
namespace sekimori::platformd {

namespace messages {
constexpr Message EventsNotLinked{"segments.notLinked",
    QT_TRANSLATE_NOOP("Messages",
        "Event %1 of the audit log is not linked to the one before it yet, so it cannot be closed. Try again later.")};
}

namespace {

/// So many are read and written in one go; nobody else searches on that thread meanwhile.
constexpr qint64 eventsWrittenAtOnce = 4'000;
constexpr qint64 numbersLookedAtAtOnce = 20'000;
constexpr qsizetype hashSize = 32;

/// A segment while it is made of events in the database.
struct Draft {
    SegmentWriter writer;
    SegmentCounts counts;
    qint64 next = 0; ///< the first number that is not in it yet
};

void count(SegmentCounts &counts, EventColumn column, qint64 code)
{
    ++counts[size_t(column)][code];
}

Result<void> addRow(const Statement &row, EventNames &names, Draft &draft)
{
    const auto event = eventIn(row, names);
    if (!event)
        return std::unexpected(event.error());
    const QByteArray hash = row.bytes(8);
    if (hash.size() != hashSize)
        return std::unexpected(Error(ErrorKind::Conflict, messages::EventsNotLinked, {QString::number(event->number)}));
    count(draft.counts, EventColumn::Source, row.integer(5));
    count(draft.counts, EventColumn::User, row.integer(6));
    count(draft.counts, EventColumn::Kind, row.integer(7));
    count(draft.counts, EventColumn::Result, row.integer(2));
    count(draft.counts, EventColumn::Level, row.integer(3));
    ++draft.next;
    return draft.writer.add(*event, audit::chain::canonicalForm(*event), hash);
}

Result<void> addSome(Database &database, TenantId tenant, qint64 last, Draft &draft)
{
    auto names = EventNames::open(database, tenant);
    if (!names)
        return std::unexpected(names.error());
    auto rows = Statement::prepare(database,
        u"SELECT "_s + eventColumns
            + u", e.hash FROM events e WHERE e.tenant = ?1 AND e.number >= ?2 AND e.number <= ?3 ORDER BY e.number"_s);
    if (!rows)
        return std::unexpected(rows.error());
    const qint64 end = std::min(last, draft.next + eventsWrittenAtOnce - 1);
    rows->bind({tenant.value, draft.next, end});
    while (rows->next()) {
        if (const auto added = addRow(*rows, *names, draft); !added)
            return added;
    }
    if (const auto outcome = rows->outcome(); !outcome)
        return outcome;
    if (draft.next != end + 1) // Somebody took events away just now.
        return std::unexpected(Error(ErrorKind::Internal, messages::StoreFailed));
    return {};
}

/// The first of @p numbers that no event in the database has; their end, where each has one.
Result<qint64> firstMissing(Database &database, TenantId tenant, const NumberRange &numbers)
{
    auto rows = Statement::prepare(
        database, u"SELECT number FROM events WHERE tenant = ?1 AND number >= ?2 AND number < ?3 ORDER BY number"_s);
    if (!rows)
        return std::unexpected(rows.error());
    rows->bind({tenant.value, numbers.first, numbers.end});
    qint64 next = numbers.first;
    while (rows->next() && rows->integer(0) == next)
        ++next;
    return rows->outcome().transform([&] { return next; });
}

/// The oldest open events up to @p last that follow each other, as many as one segment takes; empty: there are none.
Result<NumberRange> nextRun(Store &store, TenantId tenant, qint64 last, const std::stop_token &stop)
{
    const auto first = store.search([&](Database &database) { return firstOpenNumber(database, tenant); });
    if (!first)
        return std::unexpected(first.error());
    const qint64 most = std::min(last, *first + mostEventsOfSegment - 1) + 1;
    NumberRange run{*first, *first};
    for (bool hasGap = false; !hasGap && run.end < most;) {
        const NumberRange next{run.end, std::min(most, run.end + numbersLookedAtAtOnce)};
        const auto end = stopIf(stop).and_then(
            [&] { return store.search([&](Database &database) { return firstMissing(database, tenant, next); }); });
        if (!end)
            return std::unexpected(end.error());
        run.end = *end;
        hasGap = *end < next.end;
    }
    return run;
}

Result<Segment> closeRange(Store &store, TenantId tenant, const Segment &range, const std::stop_token &stop)
{
    auto writer = SegmentWriter::create(store.segments().folder(), tenant, range);
    if (!writer)
        return std::unexpected(writer.error());
    Draft draft{.writer = *std::move(writer), .counts = {}, .next = range.first};
    while (draft.next <= range.last) {
        const auto added = stopIf(stop).and_then([&] {
            return store.search([&](Database &database) { return addSome(database, tenant, range.last, draft); });
        });
        if (!added)
            return std::unexpected(added.error());
    }
    const auto segment
        = storeCounts(store, tenant, range, draft.counts, stop).and_then([&] { return draft.writer.finish(); });
    if (!segment)
        return segment;
    // What the files do not give back stays where it is.
    if (const auto readable = readThrough(store.segments().folder(), tenant, *segment, stop); !readable)
        return std::unexpected(readable.error());
    const auto inserted = store.write(
        [&](Transaction &transaction) { return insertSegment(transaction.database(), tenant, *segment); });
    if (!inserted)
        return std::unexpected(inserted.error());
    return removeLeftRows(store, tenant, stop).transform([&] { return *segment; });
}

}

Result<QList<Segment>> closeEvents(
    Store &store, TenantId tenant, const QString &month, qint64 last, const std::stop_token &stop)
{
    const auto changing = store.segments().lockForChanges();
    if (const auto removed = removeLeftRows(store, tenant, stop); !removed)
        return std::unexpected(removed.error());
    QList<Segment> made;
    for (;;) {
        const auto run = nextRun(store, tenant, last, stop);
        if (!run)
            return std::unexpected(run.error());
        if (run->size() == 0)
            return made;
        const Segment range{
            .first = run->first,
            .last = run->end - 1,
            .month = month,
            .sha256 = {},
            .closedAt = store.now(),
            .file = {},
        };
        auto segment = closeRange(store, tenant, range, stop);
        if (!segment)
            return std::unexpected(segment.error());
        made << *std::move(segment);
    }
}

}
