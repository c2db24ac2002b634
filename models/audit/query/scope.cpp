// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/query/scope.h"

namespace sekimori::audit::query {

RowSet filledRows(const engine::LogSnapshot &log)
{
    RowSet rows;
    for (size_t i = 0; i < log.filledBlocks; ++i)
        rows.append(std::make_shared<const BlockRows>(BlockRows::all((*log.blocks)[i]->rowCount)));
    return rows;
}

}
