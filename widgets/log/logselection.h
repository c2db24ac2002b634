// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "log/rowranges.h"

namespace sekimori::widgets {

/// Which rows of a table are chosen, and in which row the person is. Keeps to the rows when others come and go.
class LogSelection {
public:
    enum class Way {
        Alone, ///< this row and no other
        Extend, ///< all from the anchor to this row
        ExtendAlso, ///< the same, beside what is chosen already
        Toggle, ///< this row is chosen, or not any more
        OnlyGo, ///< nothing is chosen by it
    };

    const RowRanges &rows() const { return m_rows; }
    /// Where the person is; -1: nowhere.
    int current() const { return m_current; }

    void go(int row, Way way);
    /// The first @p count rows, which are all. The person stays where he is.
    void chooseAll(int count);
    /// Nothing is chosen, and the person is where he was.
    void clear();
    void forget();

    void insertRows(int row, int count);
    void removeRows(RowRanges::Range range);

private:
    RowRanges m_rows;
    int m_current = -1;
    int m_anchor = -1;
};

}
