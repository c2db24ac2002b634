// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/query/workers.h"

#include <cstdint>
#include <span>
#include <stop_token>

namespace sekimori::audit::query {

/// A row and by what it is ordered. Without first values, as the many of them are best first touched by those who fill
/// them in.
struct KeyedRow {
    uint64_t key;
    uint32_t row;
    uint32_t position; ///< of whoever sorts by texts: how far in the text the keys have come
};

/// Sorts by key, rows of the same key staying as they stand, by all threads. @p spare is as long as @p rows and holds
/// nothing of use afterwards. False: stopped, and @p rows are in no order.
bool sortByKey(std::span<KeyedRow> rows, std::span<KeyedRow> spare, Workers &workers, const std::stop_token &stop);

}
