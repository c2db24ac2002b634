// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/files/titlerow.h"

#include "audit/files/cellcontent.h"
#include "audit/files/header.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace sekimori::audit::files {
namespace {

constexpr qsizetype mostAbove = 10; ///< lines above the titles

qsizetype filled(const QStringList &row)
{
    return row.size() - row.count(QString());
}

/// A sentence by itself in its line.
bool isLonely(const QStringList &row)
{
    return row.size() == 1 && !isData(row.front());
}

}

qsizetype knownTitles(const QStringList &row)
{
    return std::ranges::count_if(row.first(std::min(mostColumns, row.size())),
        [](const QString &title) { return meaningOf(title).has_value(); });
}

bool areKnownTitles(const QStringList &row)
{
    QSet<Field> fields;
    for (const QString &title : row.first(std::min(mostColumns, row.size()))) {
        if (const auto meaning = meaningOf(title); meaning && meaning->field)
            fields.insert(*meaning->field);
    }
    const bool areEnough = fields.size() >= 2 || (fields.size() == 1 && row.size() <= 2);
    return areEnough && std::ranges::none_of(row, isData);
}

bool looksLikeTitles(const QStringList &row)
{
    const bool areWords = std::ranges::none_of(row, [](const QString &cell) { return cell.isEmpty() || isData(cell); });
    return areWords && QSet<QString>(row.begin(), row.end()).size() == row.size();
}

qsizetype usualWidth(const QList<QStringList> &rows)
{
    QHash<qsizetype, qsizetype> counts;
    for (const QStringList &row : rows) {
        if (++counts[row.size()] * 2 > rows.size())
            return row.size();
    }
    return 0;
}

qsizetype titleRowIn(const QList<QStringList> &rows)
{
    const qsizetype end = std::min(mostAbove + 1, rows.size());
    if (end < 2 || areKnownTitles(rows.front()))
        return 0;
    qsizetype mostFilled = filled(rows.front());
    for (qsizetype row = 1; row < end; ++row) {
        if (filled(rows[row]) > std::max<qsizetype>(mostFilled, 1) && areKnownTitles(rows[row]))
            return row;
        mostFilled = std::max(mostFilled, filled(rows[row]));
    }
    // Titles that nobody knows.
    const auto first = std::ranges::find_if_not(rows, isLonely) - rows.begin();
    return first < end && rows[first].size() > 1 && rows[first].size() == usualWidth(rows.sliced(first)) ? first : 0;
}

}
