// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/query/fieldtext.h"
#include "audit/query/radixsort.h"

#include <functional>
#include <string>
#include <string_view>

namespace sekimori::audit::query {

/// The text of a row, valid until the next question with the same @p scratch. Asked by several threads.
using TextOfRow = std::function<std::string_view(uint32_t row, FieldScratch &scratch)>;

/// Like sortByKey(), by texts after folding: eight bytes of all texts at first, then eight more of those that are still
/// equal and many; of a few, the texts themselves are read and compared.
bool sortByTexts(std::span<KeyedRow> rows, std::span<KeyedRow> spare, const TextOfRow &textOf, Workers &workers,
    const std::stop_token &stop);

}
