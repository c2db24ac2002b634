// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/tenants.h"

#include <stop_token>

namespace sekimori::platformd {

/// Moves what arrived in months of the tenant's calendar that are over into segments, month by month. An event belongs
/// to the month in which it arrived, as far as that is sure; see arrival.h. Leftovers of an earlier
/// time that did not come to its end go first. On a thread of its own: see closeEvents().
Result<void> closeMonths(Tenants &tenants, TenantId tenant, const std::stop_token &stop = {});

}
