// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/call.h"

namespace sekimori::platformd {

/// Reminders 90, 30, 14, 7, 3 and 1 days before something of the tenant's certificates ends.
Response getCertificateCalendar(const Call &call, ApiParts &parts);

}
