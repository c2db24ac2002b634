// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QTableView;

namespace sekimori::widgets {

/// Makes @p table the console's usual one: rows that are chosen whole and are one line high, without a grid, the last
/// column as wide as there is room. Tab leads out of it.
void makeRowTable(QTableView &table);

/// The widths of the first columns, in characters.
void setColumnWidths(QTableView &table, const QList<int> &characters);

}
