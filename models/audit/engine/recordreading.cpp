// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/engine/recordreading.h"

#include "audit/engine/csvrecord.h"
#include "audit/engine/dayandclock.h"
#include "audit/engine/recordfields.h"
#include "audit/engine/rowcolumns.h"
#include "audit/engine/surplus.h"
#include "audit/engine/wallclock.h"
#include "audit/words.h"

#include <QtAssert>

#include <algorithm>

namespace sekimori::audit::engine {
namespace {

QString toText(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

struct ReadTime {
    std::optional<EventTime> time;
    bool hasZone = true;
};

ReadTime timeOf(
    const Block &block, uint32_t row, const Part &part, const QString &day, const QString &clock, const QTimeZone &zone)
{
    const auto moment = [](int64_t time) { return EventTime(std::chrono::microseconds(time)); };
    if (block.isFilled) {
        const int64_t time = block.times[row];
        return {time == noTime ? std::nullopt : std::optional(moment(time)), !block.isUnzoned(row)};
    }
    const auto written = DayAndClock().read(day.toStdString(), clock.toStdString(), part.timeHints);
    if (!written)
        return {};
    return {moment(written->hasZone ? written->microseconds : WallClock(zone).toUtc(written->microseconds)),
        written->hasZone};
}

/// A record while its fields are read.
struct Reading {
    Record record;
    std::array<bool, allFields.size()> isKnown{};
    QString clock; ///< the time of day, where it has a column of its own

    void take(const Part::Column &column, std::string_view text)
    {
        if (column.isNumber) {
            record.number = QByteArrayView(text.data(), qsizetype(text.size())).toLongLong();
        } else if (column.isClock) {
            clock = toText(text);
        } else if (!column.field || isKnown[size_t(*column.field)]) {
            record.others.append(toText(text));
        } else {
            isKnown[size_t(*column.field)] = true;
            record.texts[size_t(*column.field)] = toText(text);
            if (column.field == Field::Level)
                record.level = levelFromWord(text).value_or(Level::Information);
        }
    }

    void takeTime(const Block &block, uint32_t row, const Part &part, const QTimeZone &zone)
    {
        QString &text = record.texts[size_t(Field::Time)];
        const ReadTime read = timeOf(block, row, part, text, clock, zone);
        record.time = read.time;
        record.hasZone = read.hasZone;
        if (!clock.isEmpty())
            text += u' ' + clock;
    }
};

}

const Block &blockOf(const LogSnapshot &snapshot, uint64_t row)
{
    const auto &blocks = *snapshot.blocks;
    const auto next = std::ranges::upper_bound(blocks, row, {}, [](const auto &block) { return block->firstRow; });
    Q_ASSERT(next != blocks.begin() && row < snapshot.rowCount);
    return **std::prev(next);
}

Record readRecord(const LogSnapshot &snapshot, uint64_t row, const QTimeZone &zone)
{
    const Block &block = blockOf(snapshot, row);
    const auto inBlock = uint32_t(row - block.firstRow);
    const Part &part = (*snapshot.parts)[block.part];
    thread_local RecordFields fields;
    fields.split(part, withoutLineEnds(block.record(inBlock)));
    Reading reading;
    std::string scratch;
    for (size_t i = 0; i < std::min(fields.count(), part.columns.size()); ++i)
        reading.take(part.columns[i], fields.text(i, scratch));
    if (block.hasSurplus || !block.isFilled)
        reading.record.surplus = toText(surplusText(fields));
    if (reading.isKnown[size_t(Field::Time)])
        reading.takeTime(block, inBlock, part, zone);
    reading.record.part = block.part;
    reading.record.line = qint64(block.lineOf(inBlock));
    return std::move(reading.record);
}

std::string_view rawRecord(const LogSnapshot &snapshot, uint64_t row)
{
    const Block &block = blockOf(snapshot, row);
    return withoutLineEnds(block.record(uint32_t(row - block.firstRow)));
}

uint64_t lineOf(const LogSnapshot &snapshot, uint64_t row)
{
    const Block &block = blockOf(snapshot, row);
    return block.lineOf(uint32_t(row - block.firstRow));
}

std::optional<uint64_t> rowAtLine(const LogSnapshot &snapshot, uint32_t part, uint64_t line)
{
    const Block *last = nullptr;
    for (const auto &block : *snapshot.blocks) {
        if (block->part == part && block->firstLine <= line)
            last = block.get();
    }
    if (!last)
        return {};
    uint32_t begin = 0;
    for (uint32_t end = last->rowCount; end - begin > 1;) {
        const uint32_t middle = begin + (end - begin) / 2;
        (last->lineOf(middle) <= line ? begin : end) = middle;
    }
    return last->firstRow + begin;
}

LogSnapshot rezoned(const LogSnapshot &snapshot, const QTimeZone &zone)
{
    WallClock clock(zone);
    auto blocks = std::make_shared<std::vector<std::shared_ptr<const Block>>>(*snapshot.blocks);
    for (auto &block : *blocks) {
        if (block->unzoned.empty())
            continue;
        auto changed = std::make_shared<Block>(*block);
        const auto times = std::make_shared<std::vector<int64_t>>(block->times.begin(), block->times.end());
        setZone(*block, *times, clock);
        changed->times = *times;
        changed->zonedMemory = times;
        setSpan(*changed);
        block = std::move(changed);
    }
    LogSnapshot result = snapshot;
    result.blocks = std::move(blocks);
    ++result.generation;
    return result;
}

}
