// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/call.h"

namespace sekimori::platformd {

/// Who is signed in, and ending it.
Response getSessions(const Call &call, ApiParts &parts);
Response deleteOtherSessions(const Call &call, ApiParts &parts);
Response deleteUserSessions(const Call &call, ApiParts &parts);

}
