// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/filter/mistake.h"
#include "audit/filter/reading.h"

#include <expected>

namespace sekimori::audit::filter {

/// Input is hostile: what is larger than this is a mistake.
inline constexpr qsizetype longestFilter = 10'000; ///< UTF-16 code units
inline constexpr int deepestFilter = 32; ///< brackets and negations in each other
inline constexpr int mostTerms = 500;
inline constexpr int mostExpressions = 16;

/// The filter that @p text says, or its first mistake. A text of blanks only is the filter that wants everything.
std::expected<Filter, Mistake> parse(QStringView text, const Reading &reading);

}
