// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/recovery.h"
#include "store/tenants.h"

namespace sekimori::platformd {

inline constexpr std::chrono::hours recoveryLifetime{1};

/// Lets the administrator in from the address for an hour, in place of any recovery that the tenant has, changes no
/// section, and writes the event. When it returns, every later load of the snapshot has it.
Result<Recovery> recover(Tenants &tenants, const NewRecovery &wish);

namespace messages {
extern const Message RecoveryTenantUnknown;
extern const Message RecoveryUserUnknown;
extern const Message RecoveryNotAdministrator;
}

}
