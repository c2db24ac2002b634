// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/call.h"

namespace sekimori::platformd {

/// One page of the audit log, newest first.
Response getAuditEvents(const Call &call, ApiParts &parts);

}
