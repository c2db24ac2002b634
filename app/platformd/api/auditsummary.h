// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/call.h"

namespace sekimori::platformd {

inline constexpr Message SpanTooLong{"audit.spanTooLong",
    QT_TRANSLATE_NOOP("Messages", "From “since” to “until” there may be %1 days at most. Ask for a shorter time.")};
inline constexpr Message TooManyBuckets{"audit.tooManyBuckets",
    QT_TRANSLATE_NOOP("Messages",
        "Steps of %1 seconds would make %2 counts, and %3 are the most. Take steps of at least %4 seconds, or a "
        "shorter time.")};
inline constexpr Message StepAndBars{"audit.stepAndBars",
    QT_TRANSLATE_NOOP("Messages", "“step” and “bars” say the same in two ways: send only one of them.")};

/// How many events of which level there were, step by step, and what failed most. Asked with `filter`, `zone`, `bars`
/// or `resume`, it is about all that the filter selects, and tells more: see AuditOverview in the API's description.
Response getAuditSummary(const Call &call, ApiParts &parts);

}
