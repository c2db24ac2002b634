// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/datetext.h"

namespace sekimori::audit {

/// The time of day that is next: `14:00:00.5`, `1400`, `2:00 PM`, `午後2時`.
bool readClock(TextReading &reading, TimeParts &parts);

/// The zone that is next: a name of UTC, `JST`, `+0900`, `-03:30`; true also where there is none.
bool readZone(TextReading &reading, TimeParts &parts);

/// The digits that are next as a fraction of a second, in microseconds; those beyond are passed over.
int64_t readFraction(TextReading &reading);

}
