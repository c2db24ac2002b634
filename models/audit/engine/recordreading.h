// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/engine/logtable.h"
#include "audit/record.h"

#include <QTimeZone>

/// From columns and raw text back to what people read, row by row; each of these takes microseconds.
namespace sekimori::audit::engine {

/// The block in which this row stands. The row must be there.
const Block &blockOf(const LogSnapshot &snapshot, uint64_t row);

/// The row as people read it. Times that name no zone are read in @p zone where the row has no columns yet; otherwise
/// as the snapshot has them.
Record readRecord(const LogSnapshot &snapshot, uint64_t row, const QTimeZone &zone = QTimeZone(QTimeZone::UTC));

/// The record's text as it stands in the file, without its line end.
std::string_view rawRecord(const LogSnapshot &snapshot, uint64_t row);

/// In which line of its file the row begins, from 1.
uint64_t lineOf(const LogSnapshot &snapshot, uint64_t row);
/// The row that holds this line of the part, or the last one before it; none where there is no such row.
std::optional<uint64_t> rowAtLine(const LogSnapshot &snapshot, uint32_t part, uint64_t line);

/// The same log with times that name no zone read in another one. Takes a pass over those times, nothing is read anew.
LogSnapshot rezoned(const LogSnapshot &snapshot, const QTimeZone &zone);

}
