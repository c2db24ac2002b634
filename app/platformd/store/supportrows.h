// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"
#include "store/database.h"
#include "store/ids.h"

namespace sekimori::platformd {

/// Until when the platform's staff may look, by the tenant's log: told as allowed, and not told as ended yet.
Result<std::optional<audit::EventTime>> toldSupport(Database &database, TenantId tenant);
Result<void> storeToldSupport(Database &database, TenantId tenant, audit::EventTime until);
Result<void> forgetToldSupport(Database &database, TenantId tenant);

/// The platform's staff who have signed in to the tenant at some time.
Result<QList<UserId>> supportUsersOf(Database &database, TenantId tenant);

}
