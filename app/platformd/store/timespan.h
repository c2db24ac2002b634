// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"

namespace sekimori::platformd {

/// From one time, included, to another, excluded; open where there is none.
struct TimeSpan {
    std::optional<audit::EventTime> since;
    std::optional<audit::EventTime> until;

    bool isEverything() const { return !since && !until; }
};

}
