// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/commandline.h"
#include "control/controlserver.h"
#include "crypto/passwordhash.h"
#include "store/tenants.h"

namespace sekimori::platformd {

inline constexpr Message ControlNoAnswer{"control.noAnswer",
    QT_TRANSLATE_NOOP("Messages", "The running service did not answer on “%1”. Look into its log.")};
inline constexpr Message ControlRefused{
    "control.refused", QT_TRANSLATE_NOOP("Messages", "The running service refused: %1")};

/// The command `tenant.create`: `{subdomain, displayName, administrator, password}`, with the password judged here.
ControlCommand tenantCreation(Tenants &tenants, const crypto::PasswordHasher &hasher);

/// Has the tenant made by the service that runs in @p dataFolder, or makes it itself where none runs.
Result<void> createTenant(const QString &dataFolder, const TenantWish &wish, const QString &password);

}
