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

/// Also removes the tenant's sessions that were last used at or before @p endedBy.
Result<void> insertSession(Database &database, const SessionRow &row, audit::EventTime endedBy);

/// @p lastUsedAt of a session that has been removed changes nothing.
Result<void> storeSessionUse(
    Database &database, TenantId tenant, const QByteArray &digest, audit::EventTime lastUsedAt);

/// Says whether it was there.
Result<bool> removeSession(Database &database, TenantId tenant, const QByteArray &digest);

}
