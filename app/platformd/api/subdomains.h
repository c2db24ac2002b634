// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/call.h"

namespace sekimori::platformd {

/// Whether the tenant could take a name as its subdomain: /subdomains/{name}.
Response getSubdomain(const Call &call, ApiParts &parts);

}
