// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/call.h"

namespace sekimori::platformd {

/// What a draft of the password policy would do to the users that there are; changes nothing.
Response postPasswordImpact(const Call &call, ApiParts &parts);

}
