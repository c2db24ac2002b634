// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>

namespace sekimori::bench {

inline constexpr uint64_t bigLogRows = 10'000'000;

/// Writes a log as a company of 2,000 people makes it in ninety days: the same bytes for the same number of rows,
/// wherever it runs. Users by Zipf's law, 25 addresses each, 93 % information, complements of up to 200 bytes with
/// commas, quotes, Japanese, and line breaks in 1 % of the rows. False where the file cannot be written.
bool writeBigLog(const QString &path, uint64_t rows = bigLogRows);

}
