// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/rowtable.h"

#include <QHeaderView>
#include <QTableView>

namespace sekimori::widgets {
namespace {

constexpr int rowPadding = 10;

}

void makeRowTable(QTableView &table)
{
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setAlternatingRowColors(true);
    table.setShowGrid(false);
    table.setWordWrap(false);
    table.setTabKeyNavigation(false);
    table.setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table.verticalHeader()->hide();
    table.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table.verticalHeader()->setDefaultSectionSize(table.fontMetrics().height() + rowPadding);
    table.horizontalHeader()->setHighlightSections(false);
    table.horizontalHeader()->setStretchLastSection(true);
}

void setColumnWidths(QTableView &table, const QList<int> &characters)
{
    const int character = table.fontMetrics().averageCharWidth();
    for (int column = 0; column < int(characters.size()); ++column)
        table.setColumnWidth(column, characters.at(column) * character);
}

}
