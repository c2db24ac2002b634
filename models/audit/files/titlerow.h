// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

/// Which of the first rows of a CSV holds the titles of its columns.
namespace sekimori::audit::files {

/// So many of them mean something to us.
qsizetype knownTitles(const QStringList &row);
/// Enough of them to take the row for titles without asking.
bool areKnownTitles(const QStringList &row);
bool looksLikeTitles(const QStringList &row);

/// How many columns more than half of the rows have; 0: nothing of the kind.
qsizetype usualWidth(const QList<QStringList> &rows);

/// The row with the titles, or with the first record, where lines such as the name of a report stand above it.
qsizetype titleRowIn(const QList<QStringList> &rows);

}
