// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/query/exporting.h"

#include <QTimeZone>

namespace sekimori::logtool {

/// Writes rows as a table for people: one line each, columns below each other, times in @p zone, only the columns that
/// the files have.
Result<void> writeTable(const audit::query::RowsToWrite &rows, const QTimeZone &zone, audit::query::Sink &sink,
    const std::stop_token &stop);

}
