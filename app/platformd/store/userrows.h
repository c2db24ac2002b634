// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"
#include "store/database.h"
#include "store/user.h"

namespace sekimori::platformd {

/// For a SELECT of users, in the order in which userIn() reads them.
const QString &userColumns();
User userIn(const QSqlQuery &row);

/// The login name must not be taken in the tenant; that is an error with the field `loginName`.
Result<UserId> insertUser(Database &database, TenantId tenant, const NewUser &user, audit::EventTime createdAt);

/// All of @p user but the password, if his row still has the revision of @p user, which it then outgrows; says whether
/// it had. The login name must not be another's; that is an error as above.
Result<bool> storeUser(Database &database, const User &user);
/// It is no change of the user, and his revision stays.
Result<void> storeSignIn(Database &database, TenantId tenant, UserId user, audit::EventTime at);
/// With all that is his alone.
Result<void> removeUser(Database &database, TenantId tenant, UserId user);

Result<bool> hasAdministrator(Database &database, TenantId tenant);

Result<std::optional<User>> userNamed(Database &database, TenantId tenant, const QString &loginName);
Result<std::optional<User>> userWithId(Database &database, TenantId tenant, UserId id);

/// What users are searched by, for those that an older program has stored.
Result<void> completeSearchKeys(Database &database, TenantId tenant);

}
