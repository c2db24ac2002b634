// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/rowranges.h"

#include <algorithm>

namespace sekimori::widgets {

qint64 RowRanges::count() const
{
    qint64 count = 0;
    for (const Range &range : m_ranges)
        count += qint64(range.last) - range.first + 1;
    return count;
}

bool RowRanges::contains(int row) const
{
    const auto found = std::ranges::lower_bound(m_ranges, row, {}, &Range::last);
    return found != m_ranges.end() && found->first <= row;
}

void RowRanges::add(Range range)
{
    // The first that touches the new one from below, and the first that lies beyond it.
    const auto from = std::ranges::lower_bound(m_ranges, range.first - 1, {}, &Range::last);
    const auto to = std::ranges::upper_bound(m_ranges, range.last + 1, {}, &Range::first);
    if (from < to) {
        range.first = std::min(range.first, from->first);
        range.last = std::max(range.last, (to - 1)->last);
    }
    const auto place = from - m_ranges.begin();
    m_ranges.erase(from, std::max(from, to));
    m_ranges.insert(place, range);
}

void RowRanges::remove(Range range)
{
    QList<Range> left;
    left.reserve(m_ranges.size() + 1);
    for (const Range &each : std::as_const(m_ranges)) {
        if (each.last < range.first || each.first > range.last) {
            left.append(each);
            continue;
        }
        if (each.first < range.first)
            left.append({each.first, range.first - 1});
        if (each.last > range.last)
            left.append({range.last + 1, each.last});
    }
    m_ranges = left;
}

void RowRanges::toggle(int row)
{
    if (contains(row))
        remove({row, row});
    else
        add({row, row});
}

void RowRanges::insertRows(int row, int count)
{
    QList<Range> moved;
    moved.reserve(m_ranges.size() + 1);
    for (const Range &each : std::as_const(m_ranges)) {
        if (each.last < row) {
            moved.append(each);
        } else if (each.first >= row) {
            moved.append({each.first + count, each.last + count});
        } else {
            moved.append({each.first, row - 1});
            moved.append({row + count, each.last + count});
        }
    }
    m_ranges = moved;
}

void RowRanges::removeRows(Range range)
{
    remove(range);
    const int count = range.last - range.first + 1;
    const QList<Range> before = std::exchange(m_ranges, {});
    for (const Range &each : before)
        add(each.first > range.last ? Range{each.first - count, each.last - count} : each);
}

}
