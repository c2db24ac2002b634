// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/segmentcounts.h"

#include "store/store.h"

#include <algorithm>
#include <span>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

/// Some milliseconds, for which everybody waits who changes something.
constexpr qint64 rowsAtOnce = 1'000;
/// With more codes it is sooner found out by a look into the segment.
constexpr size_t mostCodesLookedFor = 100;

struct CountRow {
    EventColumn column{};
    qint64 code = 0;
    qint64 count = 0;

    auto operator<=>(const CountRow &) const = default;
};

/// In the order in which they are stored.
std::vector<CountRow> rowsOf(const SegmentCounts &counts)
{
    std::vector<CountRow> rows;
    for (size_t column = 0; column < counts.size(); ++column) {
        for (const auto &[code, count] : counts[column].asKeyValueRange())
            rows.push_back({EventColumn(column), code, count});
    }
    std::ranges::sort(rows);
    return rows;
}

Result<void> insertRows(Database &database, TenantId tenant, const Segment &segment, std::span<const CountRow> rows)
{
    auto inserting = Statement::prepare(database,
        u"INSERT INTO segment_counts (tenant, first, last, field, code, count) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"_s);
    if (!inserting)
        return std::unexpected(inserting.error());
    for (const CountRow &row : rows) {
        inserting->bind({tenant.value, segment.first, segment.last, qint64(row.column), row.code, row.count});
        inserting->next();
        inserting->reset();
        if (const auto outcome = inserting->outcome(); !outcome)
            return outcome;
    }
    return {};
}

/// Some of the counts that stand by the same numbers: those of a column up to a code.
struct CountRange {
    qint64 first = 0;
    qint64 last = 0;
    EventColumn column{};
    qint64 upTo = 0;

    QVariantList values(TenantId tenant) const { return {tenant.value, first, last, int(column), upTo}; }
};

/// The first ones of which there is no segment.
Result<std::optional<CountRange>> rangeWithoutSegment(Database &database, TenantId tenant)
{
    auto numbers = Statement::prepare(database,
        u"SELECT first, last, field FROM segment_counts WHERE tenant = ?1 AND first > ?2"
        " ORDER BY first, last, field LIMIT 1"_s);
    if (!numbers)
        return std::unexpected(numbers.error());
    numbers->bind(1, tenant.value);
    CountRange range;
    for (bool hasSegment = true; hasSegment;) {
        numbers->bind(2, range.first);
        if (!numbers->next())
            return numbers->outcome().transform([] { return std::nullopt; });
        range = {numbers->integer(0), numbers->integer(1), EventColumn(numbers->integer(2)), 0};
        numbers->reset();
        const auto found = database.first(u"SELECT 1 FROM segments WHERE tenant = ? AND first = ? AND last = ?"_s,
            {tenant.value, range.first, range.last}, [](const QSqlQuery &) { return true; });
        if (!found)
            return std::unexpected(found.error());
        hasSegment = found->has_value();
    }
    return database
        .first(u"SELECT max(code) FROM (SELECT code FROM segment_counts"
               " WHERE tenant = ? AND first = ? AND last = ? AND field = ? ORDER BY code LIMIT ?)"_s,
            {tenant.value, range.first, range.last, int(range.column), rowsAtOnce},
            [](const QSqlQuery &row) { return row.value(0).toLongLong(); })
        .transform([&](const std::optional<qint64> &upTo) {
            range.upTo = upTo.value_or(0);
            return std::optional(range);
        });
}

/// Those of levels and results go with the blocks.
Result<void> takeFromNames(Database &database, TenantId tenant, const CountRange &range)
{
    if (range.column > EventColumn::Kind)
        return {};
    const QString table = range.column == EventColumn::Kind ? u"event_kinds"_s : u"event_names"_s;
    // By their codes: SQLite would rather go through all names of the tenant.
    return database
        .run(u"UPDATE %1 SET count = count - (SELECT s.count FROM segment_counts s WHERE s.tenant = %1.tenant"
             " AND s.first = ? AND s.last = ? AND s.field = ? AND s.code = %1.id) WHERE +tenant = ? AND id IN"
             " (SELECT code FROM segment_counts WHERE tenant = ? AND first = ? AND last = ? AND field = ?"
             " AND code <= ?)"_s.arg(table),
            QVariantList{range.first, range.last, int(range.column), tenant.value} + range.values(tenant))
        .transform([](qint64) { });
}

/// The last code of all stays, so that no code is ever given twice.
Result<qint64> removeSomeUnusedNames(Database &database, TenantId tenant)
{
    qint64 removed = 0;
    for (const QString &table : {u"event_names"_s, u"event_kinds"_s}) {
        const auto some = database.run(u"DELETE FROM %1 WHERE tenant = ? AND id IN"
                                       " (SELECT id FROM %1 INDEXED BY %1_unused WHERE tenant = ? AND count <= 0"
                                       " AND id < (SELECT max(id) FROM %1) LIMIT ?)"_s.arg(table),
            {tenant.value, tenant.value, rowsAtOnce});
        if (!some)
            return some;
        removed += *some;
    }
    return removed;
}

}

Result<void> storeCounts(
    Store &store, TenantId tenant, const Segment &segment, const SegmentCounts &counts, const std::stop_token &stop)
{
    const std::vector<CountRow> rows = rowsOf(counts);
    for (auto left = std::span(rows); !left.empty();) {
        if (stop.stop_requested())
            return std::unexpected(Error(ErrorKind::Unavailable, messages::WriterStopped));
        const auto some = left.first(std::min(left.size(), size_t(rowsAtOnce)));
        const auto stored = store.write(
            [&](Transaction &transaction) { return insertRows(transaction.database(), tenant, segment, some); });
        if (!stored)
            return stored;
        left = left.subspan(some.size());
    }
    return {};
}

Result<SegmentCounts> storedCounts(Database &database, TenantId tenant, const Segment &segment)
{
    auto rows = Statement::prepare(
        database, u"SELECT field, code, count FROM segment_counts WHERE tenant = ?1 AND first = ?2 AND last = ?3"_s);
    if (!rows)
        return std::unexpected(rows.error());
    rows->bind({tenant.value, segment.first, segment.last});
    SegmentCounts counts;
    while (rows->next())
        counts.at(size_t(rows->integer(0))).insert(rows->integer(1), rows->integer(2));
    return rows->outcome().transform([&] { return counts; });
}

Result<bool> lacksCodes(Database &database, TenantId tenant, const Segment &segment, const EventCodesOf &codes)
{
    if (codes.codes.size() > mostCodesLookedFor)
        return false;
    auto looking = Statement::prepare(database,
        u"SELECT 1 FROM segment_counts WHERE tenant = ?1 AND first = ?2 AND last = ?3 AND field = ?4 AND code = ?5"_s);
    if (!looking)
        return std::unexpected(looking.error());
    looking->bind({tenant.value, segment.first, segment.last, qint64(codes.column)});
    for (const qint64 code : codes.codes) {
        looking->bind(5, code);
        if (looking->next())
            return false;
        looking->reset();
    }
    return looking->outcome().transform([] { return true; });
}

Result<qint64> settleSomeCounts(Database &database, TenantId tenant)
{
    const auto range = rangeWithoutSegment(database, tenant);
    if (!range)
        return std::unexpected(range.error());
    if (!*range)
        return removeSomeUnusedNames(database, tenant);
    const auto kept = firstEventNumber(database, tenant);
    if (!kept)
        return kept;
    if ((*range)->last < *kept) {
        if (const auto taken = takeFromNames(database, tenant, **range); !taken)
            return std::unexpected(taken.error());
    }
    return database.run(
        u"DELETE FROM segment_counts WHERE tenant = ? AND first = ? AND last = ? AND field = ? AND code <= ?"_s,
        (*range)->values(tenant));
}

Result<GoneCounts> goneCounts(Database &database, TenantId tenant, EventColumn column)
{
    return firstEventNumber(database, tenant).transform([&](qint64 kept) {
        return GoneCounts{
            .table = u"(SELECT code, sum(count) AS count FROM segment_counts WHERE tenant = ? AND first < ?"
                     " AND last < ? AND field = ? GROUP BY code) gone"_s,
            .values = {tenant.value, kept, kept, int(column)},
        };
    });
}

}
