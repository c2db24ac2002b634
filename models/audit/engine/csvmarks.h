// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/engine/positions.h"

#include <array>
#include <string_view>
#include <vector>

/// Where the structure of CSV stands, found 64 bytes at a time by the widest instructions that the processor has.
/// Whether a byte is quoted follows from the number of quotes before it, for text as RFC 4180 wants it. What is not so
/// shows by a quote with the wrong neighbours, and is called odd here: the careful reader of csvrecord.h is for that.
namespace sekimori::audit::engine {

struct CsvSyntax {
    char separator = ',';
    bool hasQuotes = true; ///< without, every line is a record: NDJSON
};

/// No such place.
inline constexpr uint32_t nowhere = 0xffff'ffff;

/// The line ends of a stretch of text, read for both cases: that it begins outside of quotes ([0]) and inside ([1]). So
/// stretches are read at the same time, before anyone knows how those before them end.
struct LineEnds {
    std::array<Positions, 2> ends; ///< of lines that are outside of quotes in that case; in the other, inside
    std::array<uint32_t, 2> firstOdd{}; ///< the first place that is odd in that case, or nowhere
    bool changesSides = false; ///< the number of quotes is odd
};

/// Positions count from @p begin; text before it is looked at for what stands beside its first byte. Empty lines
/// outside of quotes are odd, too.
void findLineEnds(std::string_view text, size_t begin, size_t end, const CsvSyntax &syntax, LineEnds &found);
/// The same where it is known that @p begin is the begin of a record; stops where something is odd. Only the case [0]
/// is told, and the line ends inside of quotes are those of [1].
void findLineEndsFromRecord(std::string_view text, size_t begin, size_t end, const CsvSyntax &syntax, LineEnds &found);

/// All separators and line ends outside of quotes of whole records, from the begin of one on, added to @p marks. A
/// return without a line feed and the byte NUL are odd here. Returns the first odd place, or nowhere.
uint32_t findMarks(std::string_view text, uint32_t begin, uint32_t end, const CsvSyntax &syntax, Positions &marks);

/// What this was compiled for and this processor can; for tests, which take them by hwy::SetSupportedTargetsForTest().
std::vector<int64_t> csvMarksTargets();

}
