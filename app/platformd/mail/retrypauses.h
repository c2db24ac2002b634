// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"

#include <optional>

namespace sekimori::platformd {

/// For so long after it was written, a mail is tried.
inline constexpr std::chrono::days triedFor{3};

/// When a mail that was tried @p attempts times is tried next; nothing where that would be too late.
std::optional<audit::EventTime> nextAttempt(int attempts, audit::EventTime now, audit::EventTime madeAt);

}
