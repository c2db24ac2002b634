// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/engine/logtable.h"
#include "audit/query/rowset.h"
#include "audit/query/workers.h"

#include <stop_token>

namespace sekimori::audit::query {

/// What a question is about, and who does the work. A question that was stopped has no answer.
struct Scope {
    const engine::LogSnapshot &log;
    const RowSet &rows; ///< of the log's filled blocks, or of the first of them
    Workers &workers;
    std::stop_token stop;
};

/// All rows of the blocks that are filled.
RowSet filledRows(const engine::LogSnapshot &log);

inline const engine::Block &blockOf(const Scope &scope, size_t block)
{
    return *(*scope.log.blocks)[block];
}

}
