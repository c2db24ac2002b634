// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

namespace sekimori::widgets {

/// A set of rows, kept as ranges: all of ten million rows are one.
class RowRanges {
public:
    struct Range {
        int first = 0;
        int last = 0; ///< included

        bool operator==(const Range &) const = default;
    };

    /// From lowest to highest; they neither overlap nor touch.
    const QList<Range> &ranges() const { return m_ranges; }
    bool isEmpty() const { return m_ranges.isEmpty(); }
    qint64 count() const;
    bool contains(int row) const;

    void add(Range range);
    void remove(Range range);
    void toggle(int row);
    void clear() { m_ranges.clear(); }

    /// So many rows have come in before the one at @p row: they are not in the set, and what follows moves on.
    void insertRows(int row, int count);
    /// These rows are no more, and what follows moves up.
    void removeRows(Range range);

    bool operator==(const RowRanges &) const = default;

private:
    QList<Range> m_ranges;
};

}
