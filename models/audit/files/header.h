// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/engine/logtable.h"
#include "audit/timetext.h"
#include "error/error.h"

#include <QStringList>

#include <vector>

namespace sekimori::audit::files {

using Columns = std::vector<engine::Part::Column>;
/// Of one part: what stands in more is surplus. A hostile file has any number.
inline constexpr qsizetype mostColumns = 1'000;

/// What a title means: a field by its name in English, Japanese or Chinese, ours or another product's; or the number
/// that the platform gave.
struct TitleMeaning {
    std::optional<Field> field;
    bool isNumber = false;
    bool isDay = false; ///< `Date` rather than `Time`, where there are both
    bool isClock = false; ///< the other way round
};
std::optional<TitleMeaning> meaningOf(QStringView title);

/// Which column is which, as a person has said it for a file of this layout, and as it is remembered.
struct HeaderAnswer {
    QString layout; ///< that of the question
    bool hasHeader = false;
    Columns columns;

    bool operator==(const HeaderAnswer &) const = default;
};

/// A file whose columns nobody knows: what stands in its first rows, and what they may be.
struct HeaderQuestion {
    size_t part = 0; ///< the place in Opened::parts, read by the guess until there is an answer
    QString file;
    QList<QStringList> rows; ///< the first ones
    HeaderAnswer guess;

    bool operator==(const HeaderQuestion &) const = default;
};

/// `time,source,user,,level`: the name of a field for each column, `number`, `clock` (the time of day, where `time`
/// holds the day), or nothing where nobody knows it.
QString toText(const Columns &columns);
Result<Columns> columnsFromText(const QString &text);

/// What the first rows of a file say about its columns.
struct HeaderFound {
    Columns columns;
    bool hasHeader = false;
    bool isKnown = false; ///< otherwise somebody has to be asked
    TimeHints timeHints;
};
/// @p hasHeader: what somebody has said about the first row.
HeaderFound readHeader(const QList<QStringList> &rows, int thisYear, std::optional<bool> hasHeader = {});
/// How many fields the longest of them has.
qsizetype widest(const QList<QStringList> &rows);

/// The first row has titles, by what stands in it where @p columns are a time, an address or a number.
bool isHeaderOf(const Columns &columns, const QList<QStringList> &rows, const TimeHints &hints);

/// By which files that look alike are remembered.
QString layoutOf(const QList<QStringList> &rows, bool hasHeader);

/// The names in the first records of NDJSON, in the order in which they stand there.
HeaderFound readNames(std::string_view ndjson, int thisYear);

}
