// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/database.h"
#include "store/session.h"

namespace sekimori::platformd {

struct SessionRow {
    QByteArray digest; ///< of the token, which is stored nowhere
    Session session;
    audit::EventTime lastUsedAt{};
};

Result<QList<SessionRow>> sessionsOf(Database &database, TenantId tenant);

Result<QList<SessionRow>> sessionsOf(Database &database, TenantId tenant, UserId user);
/// Those that came of one automatic sign-in.
Result<QList<SessionRow>> sessionsOfStay(Database &database, TenantId tenant, const QByteArray &family);

/// Says whether @p proven still stands as he did when his password was proven; nothing is inserted where not.
Result<bool> insertSession(Database &database, const SessionRow &row, const User &proven);

/// Those of the tenant that were last used at or before @p endedBy.
Result<void> removeUnusedSessions(Database &database, TenantId tenant, audit::EventTime endedBy);

/// @p lastUsedAt of a session that has been removed changes nothing.
Result<void> storeSessionUse(
    Database &database, TenantId tenant, const QByteArray &digest, audit::EventTime lastUsedAt);

/// Says whether it was there.
Result<bool> removeSession(Database &database, TenantId tenant, const QByteArray &digest);

}
