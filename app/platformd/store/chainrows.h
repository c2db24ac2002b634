// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/chain/link.h"
#include "store/ids.h"
#include "store/writer.h"

namespace sekimori::platformd {

/// How far a tenant's log goes. Each event's hash stands with it in `events`, made over the hash of the one before; the
/// last one's stands with the tenant too, so that the next event needs no other, wherever the events lie by then.
struct ChainEnd {
    QByteArray logId; ///< 32 hexadecimal digits, as checkpoints name it
    qint64 number = 0; ///< of the last event; 0: there was none yet
    audit::chain::Hash tip; ///< that event's hash; before the first one: originOf(logId)
};

Result<ChainEnd> chainEnd(Database &database, TenantId tenant);

/// For whoever has written the events up to @p end.
Result<void> storeChainEnd(Database &database, TenantId tenant, const ChainEnd &end);

/// As it stands in the store; nothing where the event does not (any more).
Result<std::optional<audit::chain::Hash>> eventHash(Database &database, TenantId tenant, qint64 number);

/// Those with events of a time in which no chain was made.
Result<QList<TenantId>> tenantsToLink(Database &database);

/// Links the next @p most events of before; false: none are left. What is done stays done after a crash.
Result<bool> linkOlderEvents(Transaction &transaction, TenantId tenant, int most);

/// A text as SQLite gives it back, by every way, whatever stood in it: halves of surrogate pairs and the two code units
/// that it takes for marks of byte order become U+FFFD, and the mark itself at the beginning goes.
QString storable(const QString &text);

}
