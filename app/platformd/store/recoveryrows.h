// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/database.h"
#include "store/recovery.h"

namespace sekimori::platformd {

/// The tenant's recovery, where it has one that has not ended at @p now.
Result<std::optional<Recovery>> storedRecovery(Database &database, TenantId tenant, audit::EventTime now);

/// In place of the one that the tenant has.
Result<void> storeRecovery(Database &database, TenantId tenant, const Recovery &recovery);

}
