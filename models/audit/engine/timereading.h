// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/timetext.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

namespace sekimori::audit::engine {

/// Microseconds since 1970 in UTC; this one where a row has no time that could be read.
inline constexpr int64_t noTime = std::numeric_limits<int64_t>::min();

/// Reads a column of times one after the other. Those like `2026-03-05T14:00:00.123456Z`, with a blank for the `T`, `/`
/// for the `-`, and any or no fraction and zone, take a few operations while the day stays the same; all others are
/// left to timeFromWriting().
class TimeReading {
public:
    std::optional<WrittenTime> read(std::string_view text, const TimeHints &hints)
    {
        const std::optional<WrittenTime> usual = readUsual(text);
        return usual ? usual : timeFromWriting(text, hints);
    }

private:
    std::optional<WrittenTime> readUsual(std::string_view text);
    bool takeDay(std::string_view text);

    uint64_t m_dayStart = 0; ///< the characters from 0 on
    uint64_t m_dayEnd = 0; ///< those from 3 on, the one before the time of day included
    int64_t m_midnight = 0;
};

}
