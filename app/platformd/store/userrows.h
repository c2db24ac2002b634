// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"
#include "store/database.h"
#include "store/user.h"

namespace sekimori::platformd {

/// The login name must not be taken in the tenant; that is an error with the field `loginName`.
Result<UserId> insertUser(Database &database, TenantId tenant, const NewUser &user, audit::EventTime createdAt);

/// That the tenant has the user is the caller's knowledge.
Result<void> storeRole(Database &database, TenantId tenant, UserId user, Role role);

Result<std::optional<User>> userNamed(Database &database, TenantId tenant, const QString &loginName);
Result<std::optional<User>> userWithId(Database &database, TenantId tenant, UserId id);

}
