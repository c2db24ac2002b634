// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/eventblocks.h"

#include "store/columns.h"
#include "store/segments.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sekimori::platformd {
namespace {

constexpr qint64 blocksDeletedAtOnce = 1'000;

struct Block {
    audit::EventTime first;
    audit::EventTime last;
    EventTotals totals;

    explicit Block(audit::EventTime time)
        : first(time)
        , last(time)
    {
    }

    void add(const audit::Event &event)
    {
        first = std::min(first, event.time);
        last = std::max(last, event.time);
        ++totals.levels.at(size_t(event.level));
        ++totals.results.at(size_t(event.result));
    }
};

Result<void> add(Database &database, TenantId tenant, qint64 number, const Block &block)
{
    QVariantList values{tenant.value, number, toColumn(block.first), toColumn(block.last)};
    for (const qint64 count : block.totals.levels)
        values << count;
    for (const qint64 count : block.totals.results)
        values << count;
    return database
        .run(u"INSERT INTO event_blocks (tenant, block, first_time, last_time, level0, level1, level2, level3, level4,"
             " result0, result1, result2, result3) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
             " ON CONFLICT DO UPDATE SET first_time = min(first_time, excluded.first_time),"
             " last_time = max(last_time, excluded.last_time), level0 = level0 + excluded.level0,"
             " level1 = level1 + excluded.level1, level2 = level2 + excluded.level2,"
             " level3 = level3 + excluded.level3, level4 = level4 + excluded.level4,"
             " result0 = result0 + excluded.result0, result1 = result1 + excluded.result1,"
             " result2 = result2 + excluded.result2, result3 = result3 + excluded.result3"_s,
            values)
        .transform([](qint64) { });
}

/// In which the oldest event is that is kept.
Result<qint64> firstBlock(Database &database, TenantId tenant)
{
    return firstEventNumber(database, tenant).transform([](qint64 number) { return number / eventsInBlock; });
}

}

Result<void> noteInBlocks(Database &database, TenantId tenant, const QList<audit::Event> &events, qint64 first)
{
    for (qsizetype i = 0; i < events.size();) {
        const qint64 number = (first + i) / eventsInBlock;
        Block block(events[i].time);
        for (; i < events.size() && (first + i) / eventsInBlock == number; ++i)
            block.add(events[i]);
        if (const auto added = add(database, tenant, number, block); !added)
            return added;
    }
    return {};
}

Result<std::vector<NumberRange>> rangesOf(
    Database &database, TenantId tenant, const TimeSpan &span, const NumberRange &whole)
{
    if (whole.size() <= 0)
        return std::vector<NumberRange>();
    if (span.isEverything())
        return std::vector{whole};
    const auto blocks = database.select(u"SELECT block FROM event_blocks WHERE tenant = ? AND block >= ? AND block <= ?"
                                        " AND first_time < ? AND last_time >= ? ORDER BY block"_s,
        {tenant.value, whole.first / eventsInBlock, (whole.end - 1) / eventsInBlock, untilColumn(span),
            sinceColumn(span)},
        [](const QSqlQuery &row) { return row.value(0).toLongLong(); });
    if (!blocks)
        return std::unexpected(blocks.error());
    std::vector<NumberRange> ranges;
    for (const qint64 block : *blocks) {
        const NumberRange range{
            std::max(whole.first, block * eventsInBlock), std::min(whole.end, (block + 1) * eventsInBlock)};
        if (!ranges.empty() && ranges.back().end == range.first)
            ranges.back().end = range.end;
        else
            ranges.push_back(range);
    }
    return ranges;
}

Result<void> shortenBlock(Database &database, TenantId tenant, qint64 firstKept, const EventTotals &ofBlock)
{
    QVariantList values;
    for (const qint64 count : ofBlock.levels)
        values << count;
    for (const qint64 count : ofBlock.results)
        values << count;
    return database
        .run(u"UPDATE event_blocks SET level0 = level0 - ?, level1 = level1 - ?,"
             " level2 = level2 - ?, level3 = level3 - ?, level4 = level4 - ?, result0 = result0 - ?,"
             " result1 = result1 - ?, result2 = result2 - ?, result3 = result3 - ?"
             " WHERE tenant = ? AND block = ?"_s,
            values + QVariantList{tenant.value, firstKept / eventsInBlock})
        .transform([](qint64) { });
}

Result<qint64> deleteSomeBlocks(Database &database, TenantId tenant)
{
    return firstBlock(database, tenant).and_then([&](qint64 first) {
        return database.run(u"DELETE FROM event_blocks WHERE tenant = ? AND block < ?"
                            " AND block < (SELECT min(block) FROM event_blocks WHERE tenant = ?) + ?"_s,
            {tenant.value, first, tenant.value, blocksDeletedAtOnce});
    });
}

Result<EventTotals> eventTotals(Database &database, TenantId tenant)
{
    const auto first = firstBlock(database, tenant);
    if (!first)
        return std::unexpected(first.error());
    return database
        .first(u"SELECT sum(level0), sum(level1), sum(level2), sum(level3), sum(level4), sum(result0), sum(result1),"
               " sum(result2), sum(result3) FROM event_blocks WHERE tenant = ? AND block >= ?"_s,
            {tenant.value, *first},
            [](const QSqlQuery &row) {
                EventTotals totals;
                for (size_t i = 0; i < totals.levels.size(); ++i)
                    totals.levels[i] = row.value(int(i)).toLongLong();
                for (size_t i = 0; i < totals.results.size(); ++i)
                    totals.results[i] = row.value(int(totals.levels.size() + i)).toLongLong();
                return totals;
            })
        .transform([](const std::optional<EventTotals> &totals) { return totals.value_or(EventTotals()); });
}

Result<TimeSpan> timesOfLog(Database &database, TenantId tenant)
{
    const auto first = firstBlock(database, tenant);
    if (!first)
        return std::unexpected(first.error());
    return database
        .first(u"SELECT min(first_time), max(last_time) FROM event_blocks WHERE tenant = ? AND block >= ?"_s,
            {tenant.value, *first},
            [](const QSqlQuery &row) {
                return row.isNull(0) ? TimeSpan() : TimeSpan{timeColumn(row.value(0)), timeColumn(row.value(1)) + 1us};
            })
        .transform([](const std::optional<TimeSpan> &span) { return span.value_or(TimeSpan()); });
}

}
