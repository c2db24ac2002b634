// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string_view>

namespace sekimori::audit {

/// What a time alone does not tell, and its column or its file does.
struct TimeHints {
    enum class Order : uint8_t { MonthFirst, DayFirst };

    Order order = Order::MonthFirst; ///< of `3/5/2026`
    int16_t year = 1970; ///< of `Mar  5 14:00:00` …
    int64_t latest = std::numeric_limits<int64_t>::max(); ///< … or the one before, where it would be later than this

    bool operator==(const TimeHints &) const = default;
};

/// A time as somebody wrote it.
struct WrittenTime {
    int64_t microseconds = 0; ///< since 1970; in UTC, or without a zone as the clock on the wall showed it
    bool hasZone = false;

    bool operator==(const WrittenTime &) const = default;
};

/// Any of the ways in which logs and spreadsheets write a time, in UTF-8: RFC 3339, `2026/03/05 14:00`, seconds to
/// nanoseconds since 1970, `05/Mar/2026:14:00:00 +0900`, `Mar  5 14:00:00`, `Thu, 05 Mar 2026 14:00:00 GMT`,
/// `2026年3月5日 午後2:00`, `3/5/2026 2:00 PM`, `5.3.2026 14:00`, a spreadsheet's days since 1900. Thorough rather than
/// fast: who reads millions of one kind tries that kind first.
std::optional<WrittenTime> timeFromWriting(std::string_view text, const TimeHints &hints);

/// Whether days or months come first in these, by what can be no month; none: nothing tells.
std::optional<TimeHints::Order> orderIn(std::span<const std::string_view> texts);

}
