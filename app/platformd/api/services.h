// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/call.h"

namespace sekimori::platformd {

/// Other services of the tenant and their tokens.
Response getServices(const Call &call, ApiParts &parts);
Response postService(const Call &call, ApiParts &parts);
Response deleteService(const Call &call, ApiParts &parts);
/// Shows the new token, this once.
Response postServiceToken(const Call &call, ApiParts &parts);
Response deleteServiceToken(const Call &call, ApiParts &parts);

}
