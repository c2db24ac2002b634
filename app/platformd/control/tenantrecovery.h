// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/commandline.h"
#include "control/controlserver.h"
#include "store/tenants.h"

namespace sekimori::platformd {

/// The command `recover`: `{tenant, administrator, address, reason}`; it answers `{until}`.
ControlCommand tenantRecovery(Tenants &tenants);

/// Has the administrator let in by the service that runs in @p dataFolder, or writes it down for its next start where
/// none runs. Returns until when.
Result<QString> recoverTenant(const QString &dataFolder, const RecoveryWish &wish);

}
