// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/chain/canonicalform.h"
#include "store/eventblocks.h"
#include "store/eventnames.h"
#include "store/segmentcounts.h"
#include "store/segmentleftovers.h"
#include "store/segmentlogs.h"
#include "store/segmentrows.h"
#include "store/store.h"

#include <algorithm>

using namespace Qt::StringLiterals;

/// How the oldest events are deleted. What is to be kept of the last segment is prepared in steps, where nobody sees
/// it; then all change at once; then what is left of the deleted ones goes in steps, rows first and files last.
namespace sekimori::platformd {

namespace messages {
constexpr Message EventsNotClosed{"segments.notClosed",
    QT_TRANSLATE_NOOP("Messages",
        "Only events of closed months can be deleted: those up to number %1, and these would go up to %2.")};
}

namespace {

/// So many are read in one go; nobody else searches on that thread meanwhile.
constexpr qint64 eventsReadAtOnce = 4'000;

/// What goes with the events below a number.
struct Deletion {
    qint64 firstKept = 0;
    qint64 count = 0;
    QList<Segment> segments; ///< wholly, but for the last one where it goes in part
    std::optional<Segment> remainder; ///< of that one
    EventTotals ofBlock; ///< of the deleted events in the block that goes on
};

Result<Deletion> plannedDeletion(Database &database, TenantId tenant, qint64 firstKept)
{
    const auto segments = segmentsOf(database, tenant);
    if (!segments)
        return std::unexpected(segments.error());
    const qint64 closed = segments->isEmpty() ? firstKept - 1 : segments->last().last;
    if (firstKept > closed + 1)
        return std::unexpected(Error(
            ErrorKind::Conflict, messages::EventsNotClosed, {QString::number(closed), QString::number(firstKept - 1)}));
    Deletion deletion{.firstKept = firstKept, .count = 0, .segments = {}, .remainder = {}, .ofBlock = {}};
    for (const Segment &segment : *segments) {
        if (segment.first >= firstKept)
            break;
        deletion.segments << segment;
        deletion.count += std::min(segment.last + 1, firstKept) - segment.first;
    }
    return deletion;
}

Result<audit::Event> eventIn(const SegmentReader::Entry &entry, qint64 number, const Segment &segment)
{
    auto event = audit::chain::eventFromCanonicalForm(entry.line);
    if (!event || event->number != number)
        return std::unexpected(damaged(segment));
    return *std::move(event);
}

/// A damaged file has nothing to tell; then the block counts its events for as long as it stays.
void countInBlock(const SegmentFolder &folder, TenantId tenant, const Segment &segment, Deletion &deletion)
{
    const qint64 first = std::max(segment.first, deletion.firstKept / eventsInBlock * eventsInBlock);
    const qint64 end = std::min(segment.last + 1, deletion.firstKept);
    if (first >= end)
        return;
    auto reader = SegmentReader::open(folder, tenant, segment, first);
    for (qint64 number = first; reader && number < end; ++number) {
        const auto entry = reader->next();
        const auto event = entry && *entry ? eventIn(**entry, number, segment) : std::unexpected(damaged(segment));
        if (!event)
            return;
        ++deletion.ofBlock.levels.at(size_t(event->level));
        ++deletion.ofBlock.results.at(size_t(event->result));
    }
}

/// What is kept of a segment, while it is written.
struct Remainder {
    SegmentReader reader;
    SegmentWriter writer;
    SegmentCounts counts;
};

Result<void> countCodes(EventNameCodes &codes, const audit::Event &event, const Segment &segment, SegmentCounts &counts)
{
    const auto source = codes.name(audit::Field::Source, event.source);
    const auto user = codes.name(audit::Field::User, event.user);
    const auto kind = codes.kind({event.service, event.module, event.action});
    for (const auto &[column, code] :
        {std::pair{EventColumn::Source, source}, {EventColumn::User, user}, {EventColumn::Kind, kind}}) {
        if (!code)
            return std::unexpected(code.error());
        if (!*code)
            return std::unexpected(damaged(segment));
        ++counts[size_t(column)][**code];
    }
    ++counts[size_t(EventColumn::Result)][qint64(event.result)];
    ++counts[size_t(EventColumn::Level)][qint64(event.level)];
    return {};
}

/// False: that were all.
Result<bool> keepSome(Database &database, TenantId tenant, const Segment &segment, Remainder &remainder)
{
    auto codes = EventNameCodes::open(database, tenant);
    if (!codes)
        return std::unexpected(codes.error());
    for (qint64 i = 0; i < eventsReadAtOnce; ++i) {
        const auto entry = remainder.reader.next();
        if (!entry)
            return std::unexpected(entry.error());
        if (!*entry)
            return false;
        const auto kept = eventIn(**entry, remainder.reader.number(), segment).and_then([&](const audit::Event &event) {
            return countCodes(*codes, event, segment, remainder.counts).and_then([&] {
                return remainder.writer.add(event, (*entry)->line, (*entry)->hash);
            });
        });
        if (!kept)
            return std::unexpected(kept.error());
    }
    return true;
}

/// The counts of @p segment without those of its remainder.
Result<SegmentCounts> goneOf(Store &store, TenantId tenant, const Segment &segment, const SegmentCounts &kept)
{
    auto gone = store.search([&](Database &database) { return storedCounts(database, tenant, segment); });
    if (!gone)
        return gone;
    for (size_t column = 0; column < gone->size(); ++column)
        (*gone)[column].removeIf([&](auto count) { return (count.value() -= kept[column].value(count.key())) <= 0; });
    return gone;
}

/// Writes what is kept of @p segment from @p firstKept on, and the counts of both parts.
Result<Segment> keepRest(
    Store &store, TenantId tenant, const Segment &segment, qint64 firstKept, const std::stop_token &stop)
{
    const SegmentFolder &folder = store.segments().folder();
    Segment kept = segment;
    kept.first = firstKept;
    auto reader = SegmentReader::open(folder, tenant, segment, firstKept);
    if (!reader)
        return std::unexpected(reader.error());
    auto writer = SegmentWriter::create(folder, tenant, kept);
    if (!writer)
        return std::unexpected(writer.error());
    Remainder remainder{.reader = *std::move(reader), .writer = *std::move(writer), .counts = {}};
    for (bool hasMore = true; hasMore;) {
        const auto some = stopIf(stop).and_then([&] {
            return store.search([&](Database &database) { return keepSome(database, tenant, segment, remainder); });
        });
        if (!some)
            return std::unexpected(some.error());
        hasMore = *some;
    }
    const auto gone = goneOf(store, tenant, segment, remainder.counts);
    if (!gone)
        return std::unexpected(gone.error());
    Segment dropped = segment;
    dropped.last = firstKept - 1;
    return storeCounts(store, tenant, dropped, *gone, stop)
        .and_then([&] { return storeCounts(store, tenant, kept, remainder.counts, stop); })
        .and_then([&] { return remainder.writer.finish(); });
}

Result<void> prepare(Store &store, TenantId tenant, Deletion &deletion, const std::stop_token &stop)
{
    for (const Segment &segment : std::as_const(deletion.segments))
        countInBlock(store.segments().folder(), tenant, segment, deletion);
    if (deletion.segments.isEmpty() || deletion.segments.last().last < deletion.firstKept)
        return {};
    return keepRest(store, tenant, deletion.segments.last(), deletion.firstKept, stop)
        .transform([&](const Segment &kept) { deletion.remainder = kept; });
}

}

Result<qint64> deleteEventsBelow(Store &store, TenantId tenant, qint64 firstKept,
    const std::function<Result<void>(Transaction &)> &alongside, const std::stop_token &stop)
{
    const auto changing = store.segments().lockForChanges();
    auto deletion = removeLeftRows(store, tenant, stop).and_then([&] {
        return store.search([&](Database &database) { return plannedDeletion(database, tenant, firstKept); });
    });
    if (!deletion)
        return std::unexpected(deletion.error());
    if (deletion->count == 0)
        return 0;
    const auto done = prepare(store, tenant, *deletion, stop).and_then([&] {
        return store.write([&](Transaction &transaction) {
            Database &database = transaction.database();
            return replaceSegments(database, tenant, firstKept, deletion->remainder)
                .and_then([&] { return shortenBlock(database, tenant, firstKept, deletion->ofBlock); })
                .and_then([&] { return alongside ? alongside(transaction) : Result<void>(); });
        });
    });
    if (!done) {
        if (deletion->remainder)
            store.segments().folder().remove(tenant, *deletion->remainder);
        return std::unexpected(done.error());
    }
    // They are deleted: what cannot be removed now is left over, and goes later.
    (void)removeLeftRows(store, tenant, stop).and_then([&] { return removeLeftFiles(store, tenant, stop); });
    return deletion->count;
}

}
