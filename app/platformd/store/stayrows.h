// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"
#include "store/database.h"
#include "store/user.h"

namespace sekimori::platformd {

/// A browser that stays signed in. Its tokens make a family: each is exchanged for the next.
struct StayRow {
    QByteArray family;
    UserId user;
    Role role = Role::User; ///< the user's when he signed in
    QByteArray digest; ///< of the token that holds now
    QByteArray formerDigest; ///< of the one before it; empty: there was none
    audit::EventTime signedInAt{}; ///< by password
    audit::EventTime rotatedAt{};
};

Result<std::optional<StayRow>> stayOf(Database &database, TenantId tenant, const QByteArray &family);

/// Nothing is inserted where @p proven is no more as he was when his password was proven. Of his families no more than
/// @p most are kept, the newest.
Result<bool> insertStay(Database &database, const StayRow &row, const User &proven, int most);
Result<void> storeRotation(Database &database, TenantId tenant, const StayRow &row);

/// Says whether it was there.
Result<bool> removeStay(Database &database, TenantId tenant, const QByteArray &family);
/// All of a user's: after a change of his password, a lock, his signing out everywhere.
Result<void> removeStaysOf(Database &database, TenantId tenant, UserId user);
/// Those that he began in another role than @p role.
Result<void> removeStaysOfOtherRoles(Database &database, TenantId tenant, UserId user, Role role);
/// Those whose password was typed at or before @p signedInBy.
Result<void> removeOldStays(Database &database, TenantId tenant, audit::EventTime signedInBy);

}
