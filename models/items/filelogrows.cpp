// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/filelogrows.h"

#include "audit/engine/recordreading.h"

#include <algorithm>
#include <limits>

namespace sekimori::items {
namespace {

using audit::engine::noTime;

/// Tables of widgets cannot count further.
constexpr uint64_t mostPlaces = std::numeric_limits<int>::max();

/// The last block of a file that is followed may have been replaced by one with more rows.
bool beginsWith(const audit::query::BlockRows &longer, const audit::query::BlockRows &shorter, bool isLast)
{
    if (longer.rowCount() < shorter.rowCount() || (!isLast && longer.rowCount() != shorter.rowCount()))
        return false;
    if (longer.isAll() && shorter.isAll())
        return true;
    for (uint32_t row = 0; row < shorter.rowCount(); ++row) {
        if (longer.contains(row) != shorter.contains(row))
            return false;
    }
    return true;
}

/// These rows, ascending, as a set over the blocks of another.
audit::query::RowSet setOf(const std::vector<uint64_t> &rows, const audit::query::RowSet &blocks)
{
    using audit::query::BlockRows;
    audit::query::RowSet set;
    auto next = rows.begin();
    for (size_t block = 0; block < blocks.blockCount(); ++block) {
        const uint32_t count = blocks[block].rowCount();
        const uint64_t first = blocks.firstRowOf(block);
        std::vector<uint64_t> words(BlockRows::wordsFor(count));
        for (; next != rows.end() && *next < first + count; ++next)
            words[(*next - first) / BlockRows::wordBits] |= uint64_t(1) << ((*next - first) % BlockRows::wordBits);
        set.append(std::make_shared<const BlockRows>(BlockRows::of(count, std::move(words))));
    }
    return set;
}

}

FileLogRows::FileLogRows(audit::engine::LogSnapshot log, audit::query::RowSet chosen, Order order, bool isDescending)
    : m_log(std::move(log))
    , m_chosen(std::move(chosen))
    , m_order(std::move(order))
    , m_isDescending(isDescending)
    , m_count(int(std::min(m_chosen.count(), mostPlaces)))
{
}

audit::query::RowSet FileLogRows::filled() const
{
    if (m_chosen.blockCount() <= m_log.filledBlocks)
        return m_chosen;
    audit::query::RowSet rows;
    for (size_t block = 0; block < m_log.filledBlocks; ++block)
        rows.append(m_chosen.shared(block));
    return rows;
}

uint64_t FileLogRows::rowAt(int place) const
{
    const uint64_t from = m_isDescending ? m_chosen.count() - 1 - uint64_t(place) : uint64_t(place);
    return m_order ? (*m_order)[from] : m_chosen.at(from);
}

std::vector<int> FileLogRows::placesOf(std::span<const uint64_t> rows) const
{
    if (m_order)
        return placesInOrder(rows);
    std::vector<int> places;
    for (const uint64_t row : rows) {
        if (row >= m_chosen.rowCount() || !m_chosen.contains(row)) {
            places.push_back(-1);
            continue;
        }
        const uint64_t before = m_chosen.rank(row);
        places.push_back(int(m_isDescending ? m_chosen.count() - 1 - before : before));
    }
    return places;
}

std::vector<int> FileLogRows::placesInOrder(std::span<const uint64_t> rows) const
{
    std::vector<int> places(rows.size(), -1);
    std::vector<bool> isWanted(m_chosen.rowCount());
    for (const uint64_t row : rows) {
        if (row < isWanted.size())
            isWanted[row] = true;
    }
    for (size_t from = 0; from < m_order->size(); ++from) {
        const uint64_t row = (*m_order)[from];
        if (!isWanted[row])
            continue;
        for (size_t i = 0; i < rows.size(); ++i) {
            if (rows[i] == row)
                places[i] = int(m_isDescending ? m_order->size() - 1 - from : from);
        }
    }
    return places;
}

int64_t FileLogRows::timeAt(int place) const
{
    const uint64_t row = rowAt(place);
    const audit::engine::Block &block = blockOf(m_log, row);
    if (block.isFilled)
        return block.times[row - block.firstRow];
    const auto time = readRecord(m_log, row).time;
    return time ? time->time_since_epoch().count() : noTime;
}

int FileLogRows::placeNear(int64_t time) const
{
    // Rows without a time are the lowest of all.
    const auto isBefore
        = [this, time](int place) { return m_isDescending ? timeAt(place) > time : timeAt(place) < time; };
    int first = 0;
    for (int left = m_count; left > 0;) {
        const int half = left / 2;
        if (isBefore(first + half)) {
            first += half + 1;
            left -= half + 1;
        } else {
            left = half;
        }
    }
    const int before = first - 1;
    const auto distance = [this, time](int place) -> uint64_t {
        if (place < 0 || place >= m_count || timeAt(place) == noTime)
            return std::numeric_limits<uint64_t>::max();
        const int64_t at = timeAt(place);
        return at > time ? uint64_t(at) - uint64_t(time) : uint64_t(time) - uint64_t(at);
    };
    const uint64_t nearest = std::min(distance(first), distance(before));
    if (nearest == std::numeric_limits<uint64_t>::max())
        return -1;
    return distance(first) == nearest ? first : before;
}

FileLogRows FileLogRows::onlyAt(const QList<LogRowRange> &places) const
{
    std::vector<uint64_t> rows;
    for (const LogRowRange &range : places) {
        for (int place = range.first; place <= std::min(range.last, m_count - 1); ++place)
            rows.push_back(rowAt(place));
    }
    Order order;
    if (m_order) {
        std::vector<audit::query::RowNumber> ascending(rows.begin(), rows.end());
        if (m_isDescending)
            std::ranges::reverse(ascending);
        order = std::make_shared<const std::vector<audit::query::RowNumber>>(std::move(ascending));
    }
    std::ranges::sort(rows);
    return {m_log, setOf(rows, m_chosen), order, m_isDescending};
}

FileLogRows::Overlap FileLogRows::overlapWith(const FileLogRows &other) const
{
    const FileLogRows &shorter = m_count < other.m_count ? *this : other;
    const FileLogRows &longer = m_count < other.m_count ? other : *this;
    if (m_isDescending != other.m_isDescending || m_log.dictionaries != other.m_log.dictionaries
        || !longer.hasSameBegin(shorter))
        return {};
    return m_isDescending ? Overlap{0, shorter.m_count} : Overlap{shorter.m_count, 0};
}

/// In the stored order, which is never descending.
bool FileLogRows::hasSameBegin(const FileLogRows &shorter) const
{
    if (m_order && shorter.m_order)
        return std::equal(shorter.m_order->begin(), shorter.m_order->end(), m_order->begin());
    if (m_order || shorter.m_order || m_chosen.blockCount() < shorter.m_chosen.blockCount())
        return false;
    for (size_t block = 0; block < shorter.m_chosen.blockCount(); ++block) {
        if (m_chosen.shared(block) == shorter.m_chosen.shared(block))
            continue;
        const bool isLast = block + 1 == shorter.m_chosen.blockCount();
        if (!beginsWith(m_chosen[block], shorter.m_chosen[block], isLast))
            return false;
    }
    return true;
}

}
