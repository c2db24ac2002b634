// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"
#include "store/database.h"
#include "store/ids.h"

#include <QHash>

/// When the chores of tenants were done last: microseconds since 1970, UTC. Below 0: one is wanted at once, each time
/// anew by another number.
namespace sekimori::platformd {

/// By name; those that were never done are not among them.
Result<QHash<QString, qint64>> storedChores(Database &database, TenantId tenant);

/// For a chore that has something of its own to remember, in the transaction in which it does it: under a name of its
/// own. Nothing: there is no such time.
Result<std::optional<audit::EventTime>> choreDoneAt(Database &database, TenantId tenant, const QString &name);
/// Whether such a time was stored, and not taken back by an empty one.
Result<bool> hasChoreTime(Database &database, TenantId tenant, const QString &name);
Result<void> storeChoreTime(Database &database, TenantId tenant, const QString &name, audit::EventTime time);

/// Remembers that the chore is wanted at once.
Result<void> wantChore(Database &database, TenantId tenant, const QString &name);

/// Where the chore was not wanted anew since @p seen stood there, or none; @p now otherwise stands there from now on.
Result<void> storeChoreDone(
    Database &database, TenantId tenant, const QString &name, std::optional<qint64> seen, qint64 now);

}
