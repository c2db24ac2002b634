// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/timetext.h"

#include <QStringList>

/// What a cell can be, by what stands in it.
namespace sekimori::audit::files {

bool isTime(const QString &cell, const TimeHints &hints);
bool isDay(const QString &cell, const TimeHints &hints);
/// `14:00`, but no time with its day.
bool isClock(const QString &cell, const TimeHints &hints);
bool isSource(const QString &cell);
bool isNumber(const QString &cell);
bool isLevel(const QString &cell);
bool isResult(const QString &cell);
/// No title is a time, an address or a number.
bool isData(const QString &cell);

/// Most of what stands in a column from the row @p first on, blanks apart.
bool isMostly(const QList<QStringList> &rows, qsizetype first, qsizetype column, auto &&is)
{
    int fitting = 0;
    int filled = 0;
    for (qsizetype row = first; row < rows.size(); ++row) {
        const QString cell = rows[row].value(column);
        filled += cell.isEmpty() ? 0 : 1;
        fitting += !cell.isEmpty() && is(cell) ? 1 : 0;
    }
    return filled > 0 && fitting * 5 >= filled * 4;
}

}
