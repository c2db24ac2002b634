// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/query/scope.h"
#include "audit/query/timebins.h"

#include <QStringView>

#include <array>
#include <optional>
#include <vector>

/// What is summed up over chosen rows, straight from the columns. The answers that are optional are missing when the
/// scope was stopped.
namespace sekimori::audit::query {

/// Rows by code of a coded field.
using CodeCounts = std::vector<uint64_t>;
std::optional<CodeCounts> countByCode(const Scope &scope, Field field);

struct PairCount {
    uint32_t first = 0; ///< code of the first field
    uint32_t second = 0;
    uint64_t count = 0;

    bool operator==(const PairCount &) const = default;
};
/// Rows by the codes of two fields: those pairs that occur, in order.
std::optional<std::vector<PairCount>> countByPair(const Scope &scope, Field first, Field second);

struct CodeCount {
    uint32_t code = 0;
    uint64_t count = 0;

    bool operator==(const CodeCount &) const = default;
};
/// The @p most codes that have the most rows, the most frequent first and equal ones in the order of their texts; only
/// those whose text begins with @p start, in any case. Empty texts do not count.
std::vector<CodeCount> mostFrequent(
    const engine::Dictionary &dictionary, const CodeCounts &counts, size_t most, QStringView start = {});

/// Rows by level, the lowest first. A level that nobody knows is information.
using LevelCounts = std::array<uint64_t, 5>;
std::optional<LevelCounts> countByLevel(const Scope &scope);

struct TimeSpan {
    int64_t earliest = engine::noTime; ///< noTime where no row has a time
    int64_t latest = engine::noTime;

    bool isEmpty() const { return earliest == engine::noTime; }
    bool operator==(const TimeSpan &) const = default;
};
std::optional<TimeSpan> spanOf(const Scope &scope);

struct BinCounts {
    LevelCounts levels{};
    uint64_t failed = 0; ///< of any result but SUCCESS

    bool operator==(const BinCounts &) const = default;
};
/// A histogram: for each bar of @p bins. Rows outside of them, and those without a time, are in none.
std::optional<std::vector<BinCounts>> countByTime(const Scope &scope, const TimeBins &bins);

/// Rows by weekday, Monday first, and hour.
using HourCounts = std::array<std::array<uint64_t, 24>, 7>;
std::optional<HourCounts> countByHour(const Scope &scope, const QTimeZone &zone);

}
