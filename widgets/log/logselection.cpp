// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/logselection.h"

#include <algorithm>

namespace sekimori::widgets {
namespace {

int movedBy(int row, RowRanges::Range removed)
{
    if (row < removed.first)
        return row;
    return row > removed.last ? row - (removed.last - removed.first + 1) : -1;
}

}

void LogSelection::go(int row, Way way)
{
    const int anchor = m_anchor < 0 ? row : m_anchor;
    switch (way) {
    case Way::Alone:
        m_rows.clear();
        m_rows.add({row, row});
        m_anchor = row;
        break;
    case Way::Extend:
        m_rows.clear();
        m_rows.add({std::min(anchor, row), std::max(anchor, row)});
        m_anchor = anchor;
        break;
    case Way::ExtendAlso:
        m_rows.add({std::min(anchor, row), std::max(anchor, row)});
        m_anchor = anchor;
        break;
    case Way::Toggle:
        m_rows.toggle(row);
        m_anchor = row;
        break;
    case Way::OnlyGo:
        break;
    }
    m_current = row;
}

void LogSelection::chooseAll(int count)
{
    m_rows.clear();
    if (count > 0)
        m_rows.add({0, count - 1});
}

void LogSelection::clear()
{
    m_rows.clear();
    m_anchor = m_current;
}

void LogSelection::forget()
{
    m_rows.clear();
    m_current = -1;
    m_anchor = -1;
}

void LogSelection::insertRows(int row, int count)
{
    m_rows.insertRows(row, count);
    if (m_current >= row)
        m_current += count;
    if (m_anchor >= row)
        m_anchor += count;
}

void LogSelection::removeRows(RowRanges::Range range)
{
    m_rows.removeRows(range);
    m_current = movedBy(m_current, range);
    m_anchor = movedBy(m_anchor, range);
}

}
