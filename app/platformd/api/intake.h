// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/call.h"

namespace sekimori::platformd {

inline constexpr qsizetype mostIncomingLines = 10'000;

inline constexpr Message IntakeTypeUnknown{"intake.typeUnknown",
    QT_TRANSLATE_NOOP("Messages",
        "The body has to be sent as “application/json” for one event, or as “application/x-ndjson” for one on each "
        "line.")};
inline constexpr Message IntakeEmpty{
    "intake.empty", QT_TRANSLATE_NOOP("Messages", "There is no event in the body. Nothing was written.")};
inline constexpr Message IntakeTooLong{"intake.tooLong",
    QT_TRANSLATE_NOOP(
        "Messages", "The body has more than %1 lines. Nothing was written; send them in several requests.")};

/// Takes in what another service has to tell, one event or a batch.
Response postAuditEvents(const Call &call, ApiParts &parts);

}
