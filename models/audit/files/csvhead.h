// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <optional>
#include <string_view>

namespace sekimori::audit::files {

/// The first text of a CSV.
struct HeadText {
    std::string_view text;
    bool isWhole = false; ///< nothing follows, so that the last record counts too
    bool isSheet = false; ///< made of a spreadsheet: commas separate it, and each row is one line of it
};

/// What the first records of a CSV say about its form.
struct CsvHead {
    struct Line {
        int number = 1;
        QString text;
    };

    char separator = ',';
    size_t start = 0; ///< where the records begin: behind a line `sep=;` that spreadsheets write, and what is above
    int firstLine = 1; ///< on which that is
    QList<Line> above; ///< the titles, and no records
    QList<QStringList> rows; ///< the first ones
    std::optional<qsizetype> bareReturn; ///< the character in the first of them at which a line may end
};

/// @p mayHaveTitles: otherwise nothing can stand above them.
CsvHead readCsvHead(const HeadText &head, bool mayHaveTitles);

}
