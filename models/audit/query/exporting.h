// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/engine/logtable.h"
#include "audit/query/eventwriter.h"
#include "audit/query/ordering.h"

#include <functional>
#include <span>
#include <stop_token>

namespace sekimori::audit::query {

/// Chosen rows of a log, and in which order.
struct RowsToWrite {
    const engine::LogSnapshot &log;
    const RowSet &rows;
    std::span<const RowNumber> order{}; ///< all of the chosen rows; empty: as they stand in the table
    bool isBackwards = false;
};

/// Writes the rows, in as many bytes as it takes. Where all of them come from files of the format that is wanted and of
/// the same columns, each stands as it did in its file, byte for byte but for its line end, which is that of the first
/// row, and unless it would spoil the file for other readers; otherwise under our own names, those of columns
/// that nobody knows behind them. @p progress is told how many rows have been written, every now and then.
Result<void> writeRows(const RowsToWrite &rows, const ExportFormat &format, Sink &sink, const std::stop_token &stop,
    const std::function<void(uint64_t written)> &progress = {});

namespace messages {
extern const Message ExportStopped;
}

}
