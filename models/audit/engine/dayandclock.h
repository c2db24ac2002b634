// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/engine/timereading.h"

#include <string>

namespace sekimori::audit::engine {

/// Reads times whose day stands in one column and the time of day in another, one after the other.
class DayAndClock {
public:
    /// As @p day alone reads where @p clock is empty.
    std::optional<WrittenTime> read(std::string_view day, std::string_view clock, const TimeHints &hints);

private:
    TimeReading m_reading;
    TimeHints m_hints; ///< by which the day was read
    std::string m_day; ///< mostly that of the row before
    std::optional<WrittenTime> m_midnight;
    std::string m_clock;
};

}
