// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/engine/rowcolumns.h"

#include <algorithm>
#include <cstring>

namespace sekimori::audit::engine {
namespace {

size_t widthFor(uint32_t highest)
{
    return highest <= 0xff ? 1 : highest <= 0xffff ? 2 : 4;
}

/// Of a bit for each row.
size_t wordsFor(size_t rows)
{
    return (rows + 63) / 64;
}

/// What a filled block points into: what its unfilled one did, and the columns.
struct FilledMemory {
    std::shared_ptr<const void> structure;
    std::unique_ptr<std::byte[]> columns;
};

}

/// Hands out the room of one block's columns, the widest first, so that each is aligned.
class RowColumns::Room {
public:
    explicit Room(size_t size)
        : m_memory(new std::byte[size])
        , m_next(m_memory.get())
    {
    }

    template<typename T>
    T *take(size_t count)
    {
        auto *start = reinterpret_cast<T *>(m_next);
        m_next += count * sizeof(T);
        return start;
    }

    std::unique_ptr<std::byte[]> memory() { return std::move(m_memory); }

private:
    std::unique_ptr<std::byte[]> m_memory;
    std::byte *m_next;
};

namespace {

template<typename T>
CodeColumn::Codes narrowed(const std::vector<uint32_t> &codes, size_t count, T *target)
{
    std::transform(codes.begin(), codes.begin() + ptrdiff_t(count), target, [](uint32_t code) { return T(code); });
    return std::span<const T>(target, count);
}

}

/// How much the columns of a block take.
struct RowColumns::Layout {
    Layout(const RowColumns &columns, size_t rows)
    {
        if (columns.m_fields.contains(Field::Time))
            timeBytes = columns.m_hasUnzoned ? 2 * rows * sizeof(int64_t) + wordsFor(rows) * sizeof(uint64_t)
                                             : rows * sizeof(int64_t);
        for (const Field field : codedFields) {
            if (!columns.m_fields.contains(field))
                continue;
            const auto &codes = columns.m_codes[size_t(field)];
            width[size_t(field)] = widthFor(*std::max_element(codes.begin(), codes.begin() + ptrdiff_t(rows)));
            bytesEach += width[size_t(field)];
        }
    }

    std::array<size_t, allFields.size()> width{}; ///< 0: there is none
    size_t bytesEach = 0;
    size_t timeBytes = 0;
};

RowColumns::RowColumns(const QTimeZone &zone, FieldSet fields)
    : m_fields(fields)
    , m_clock(zone)
{
}

void RowColumns::begin(const Block &block)
{
    if (const size_t rows = block.rowCount; m_times.size() < rows) {
        m_times.resize(rows);
        m_unzoned.resize(wordsFor(rows));
        m_complements.resize(rows);
        for (const Field field : codedFields)
            m_codes[size_t(field)].resize(m_fields.contains(field) ? rows : 0);
    }
    m_hasUnzoned = false;
    m_isOdd = false;
    m_hasSurplus = false;
    std::ranges::fill(m_unzoned, 0);
}

std::shared_ptr<const Block> RowColumns::finished(const Block &block, bool hasComplements)
{
    const size_t rows = block.rowCount;
    const Layout layout(*this, rows);
    const size_t complementEach = hasComplements ? sizeof(uint16_t) : 0;
    Room room(layout.timeBytes + rows * (complementEach + layout.bytesEach));

    auto filled = std::make_shared<Block>(block);
    if (layout.timeBytes > 0)
        takeTimes(*filled, room);
    for (const size_t width : {size_t(4), size_t(2), size_t(1)}) {
        if (width == sizeof(uint16_t) && hasComplements) {
            auto *complements = room.take<uint16_t>(rows);
            std::memcpy(complements, m_complements.data(), rows * sizeof(uint16_t));
            filled->complements = std::span(complements, rows);
        }
        for (const Field field : codedFields) {
            if (layout.width[size_t(field)] != width)
                continue;
            const auto &codes = m_codes[size_t(field)];
            filled->codes[size_t(field)] = CodeColumn(width == 4 ? narrowed(codes, rows, room.take<uint32_t>(rows))
                    : width == 2                                 ? narrowed(codes, rows, room.take<uint16_t>(rows))
                                                                 : narrowed(codes, rows, room.take<uint8_t>(rows)));
        }
    }
    filled->isFilled = true;
    filled->isOdd = m_isOdd;
    filled->hasSurplus = m_hasSurplus;
    filled->memory = std::make_shared<FilledMemory>(block.memory, room.memory());
    return filled;
}

void RowColumns::takeTimes(Block &filled, Room &room)
{
    const size_t rows = filled.rowCount;
    auto *times = room.take<int64_t>(rows);
    std::memcpy(times, m_times.data(), rows * sizeof(int64_t));
    if (m_hasUnzoned) {
        auto *shown = room.take<int64_t>(rows);
        std::memcpy(shown, times, rows * sizeof(int64_t));
        auto *bits = room.take<uint64_t>(wordsFor(rows));
        std::memcpy(bits, m_unzoned.data(), wordsFor(rows) * sizeof(uint64_t));
        filled.wallTimes = std::span(shown, rows);
        filled.unzoned = std::span(bits, wordsFor(rows));
        setZone(filled, std::span(times, rows), m_clock);
    }
    filled.times = std::span(times, rows);
    setSpan(filled);
}

void setZone(const Block &block, std::span<int64_t> times, WallClock &clock)
{
    for (uint32_t row = 0; row < block.rowCount; ++row) {
        if (block.isUnzoned(row))
            times[row] = clock.toUtc(block.wallTimes[row]);
    }
}

void setSpan(Block &block)
{
    int64_t earliest = std::numeric_limits<int64_t>::max();
    int64_t latest = noTime;
    for (const int64_t time : block.times) {
        earliest = std::min(earliest, time == noTime ? earliest : time);
        latest = std::max(latest, time);
    }
    block.latest = latest;
    block.earliest = latest == noTime ? noTime : earliest;
}

}
