// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/response.h"
#include "policy/embedding.h"

namespace sekimori::platformd {

/// Says in @p response who may show it in a frame: `frame-ancestors` (CSP Level 3), which browsers obey in place of
/// X-Frame-Options where both are there. The latter, which cannot name other sites, keeps out those that know no
/// better.
void setFraming(Response &response, const policy::Embedding &embedding);

}
