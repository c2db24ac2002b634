// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/field.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

/// How the fields of a row stand in the files that we write.
namespace sekimori::audit::query {

/// As the API calls them, and as our files do: `time`, `source` …
std::string_view columnName(Field field);
inline constexpr std::string_view numberName = "number";
inline constexpr std::string_view surplusName = "surplus"; ///< of what no column of a file has
inline constexpr std::string_view clockName = "clock"; ///< of the time of day, where it stands beside its day

/// `2026-03-05T14:00:00.000000Z`
void appendTime(std::string &text, int64_t time);
/// In quotes where RFC 4180 wants them, or where blanks at an end might get lost.
void appendCsvTitle(std::string &text, std::string_view title, char separator);
/// The same for what stands below: with one more apostrophe where readers would take the first one for a guard.
void appendCsv(std::string &text, std::string_view field, char separator);
/// With an apostrophe before all that a spreadsheet would calculate.
void appendGuardedCsv(std::string &text, std::string_view field, char separator);
/// A string of JSON with its quotes. What is not UTF-8 becomes U+FFFD.
void appendJson(std::string &text, std::string_view value);

}
