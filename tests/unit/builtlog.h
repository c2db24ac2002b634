// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/engine/logtable.h"
#include "audit/filter/filter.h"

#include <QStringList>

#include <vector>

/// Logs of a few rows, put together by hand, for what is asked of them.
namespace sekimori::audit::engine {

struct BuiltRow {
    std::optional<int64_t> time; ///< microseconds
    std::array<QString, allFields.size()> texts; ///< by Field; that of the time where it cannot be read
    QStringList others;

    Level level() const;
    filter::Subject subject() const;
};

struct BuiltPart {
    QString name = QStringLiteral("log.csv");
    Format format = Format::Csv;
    QStringList otherTitles;
    std::vector<BuiltRow> rows;
};

/// The parts as a table, in blocks of @p blockRows at most, the first @p filledBlocks of them with columns.
LogSnapshot builtLog(const std::vector<BuiltPart> &parts, uint32_t blockRows = Block::mostRows,
    size_t filledBlocks = std::numeric_limits<size_t>::max());

/// The columns of which tests write: all fields, then those that nobody knows.
QStringList builtTexts(const BuiltRow &row);

}
