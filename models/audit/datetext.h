// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/textreading.h"
#include "audit/timetext.h"

#include <chrono>

namespace sekimori::audit {

/// The parts of a time as far as they were read; whether there is such a day and hour is asked afterwards.
struct TimeParts {
    std::optional<int> year;
    int month = 0;
    int day = 0;
    int hour = 0;
    int minute = 0;
    int second = 0;
    int64_t fraction = 0; ///< microseconds
    std::optional<std::chrono::minutes> zone;
};

/// The date at the beginning of @p reading, weekdays before it passed over; with 14 digits the clock as well.
bool readDate(TextReading &reading, const TimeHints &hints, TimeParts &parts);

/// `(木)`, `Thu,`: where one is next, it is passed over.
void skipWeekday(TextReading &reading);

}
