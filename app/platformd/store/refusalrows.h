// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/refusalledger.h"
#include "store/writer.h"

/// Counts of refusals that no row of the log tells of yet.
namespace sekimori::platformd {

Result<QList<RefusalTally>> storedRefusals(Database &database, TenantId tenant);
Result<void> removeAllRefusals(Database &database, TenantId tenant);

/// Appends the rows to the log, and stores and removes counts as @p due says.
Result<void> writeRefusals(Transaction &transaction, TenantId tenant, const RefusalLedger::Due &due);

}
