// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/filter/reading.h"
#include "error/error.h"

namespace sekimori::audit::filter {

/// What a text says of time: `2026-03-05` all of that day, `14:00` the minute of today; a moment (`7d` ago, `now`) has
/// no length. Where clocks go back, all that they showed twice is in.
struct TimeSpan {
    EventTime begin{};
    EventTime end{}; ///< not in it any more

    bool operator==(const TimeSpan &) const = default;
};

Result<TimeSpan> timeSpanFromText(QStringView text, const Reading &reading);

}
