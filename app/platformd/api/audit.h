// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/call.h"

namespace sekimori::platformd {

inline constexpr Message NumberOutOfRange{
    "request.numberOutOfRange", QT_TRANSLATE_NOOP("Messages", "“%1” has to be a whole number from %2 to %3.")};

/// One page of the audit log, newest first.
Response getAuditEvents(const Call &call, ApiParts &parts);

}
