// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/call.h"

namespace sekimori::platformd {

inline constexpr Message TestForNobody{
    "alerts.testForNobody", QT_TRANSLATE_NOOP("Messages", "Enter at least one address that the test is sent to.")};

/// `{level | rule, addresses}`: sends a test the way a real mail goes, and tells to whom a real one would go.
Response postAlertTest(const Call &call, ApiParts &parts);

/// `{auditAlerts}`: what these settings would have sent in the last days.
Response postAlertForecast(const Call &call, ApiParts &parts);

}
