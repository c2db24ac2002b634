// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/call.h"

namespace sekimori::platformd {

/// The lock desk: whose accounts are locked, and letting them try again.
Response getLocks(const Call &call, ApiParts &parts);
Response postUnlock(const Call &call, ApiParts &parts);

}
