// SPDX-License-Identifier: GPL-3.0-or-later
#include "mail/retrypauses.h"

#include "store/mailqueue.h"

#include <algorithm>
#include <array>

using namespace std::chrono_literals;

namespace sekimori::platformd {

std::optional<audit::EventTime> nextAttempt(int attempts, audit::EventTime now, audit::EventTime madeAt)
{
    static constexpr std::array<std::chrono::minutes, 7> pauses{1min, 2min, 5min, 15min, 30min, 1h, longestPause};
    const auto step = std::clamp<size_t>(size_t(attempts), 1, pauses.size()) - 1;
    const auto next = now + pauses.at(step);
    return next > madeAt + triedFor ? std::nullopt : std::optional(next);
}

}
