// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/commandline.h"
#include "control/controlserver.h"
#include "crypto/passwordhash.h"
#include "store/tenants.h"

namespace sekimori::platformd {

/// The command `tenant.create`: `{subdomain, displayName, administrator, password}`, with the password judged here.
ControlCommand tenantCreation(Tenants &tenants, const crypto::PasswordHasher &hasher);

/// Has the tenant made by the service that runs in @p dataFolder, or makes it itself where none runs.
Result<void> createTenant(const QString &dataFolder, const TenantWish &wish, const QString &password);

}
