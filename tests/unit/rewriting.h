// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/chain/canonicalform.h"
#include "store/chainrows.h"
#include "store/eventrows.h"
#include "store/store.h"

/// What somebody can do who has the store and not the operator's key.
namespace rewriting {

/// All hashes of the log from @p first on anew, and where it ends.
inline bool linkAnew(sekimori::platformd::Store &store, sekimori::platformd::TenantId tenant, qint64 first)
{
    using namespace sekimori;
    using namespace sekimori::platformd;
    return store
        .write([&](Transaction &transaction) -> Result<void> {
            Database &database = transaction.database();
            ChainEnd end = chainEnd(database, tenant).value();
            const auto before = eventHash(database, tenant, first - 1).value();
            end.tip = before.value_or(audit::chain::originOf(end.logId));
            for (const audit::Event &event : eventsAbove(database, tenant, 1'000'000, first - 1).value()) {
                end.tip = audit::chain::linked(end.tip, audit::chain::canonicalForm(event));
                end.number = event.number;
                const auto stored
                    = database.run(QStringLiteral("UPDATE events SET hash = ? WHERE tenant = ? AND number = ?"),
                        {end.tip.toBytes(), tenant.value, event.number});
                if (!stored)
                    return std::unexpected(stored.error());
            }
            return storeChainEnd(database, tenant, end);
        })
        .has_value();
}

}
