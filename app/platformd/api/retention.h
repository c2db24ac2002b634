// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/call.h"

namespace sekimori::platformd {

/// What keeping events for a span would delete now; for the span in force where the request names none.
Response getAuditRetention(const Call &call, ApiParts &parts);

}
