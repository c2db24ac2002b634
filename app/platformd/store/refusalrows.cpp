// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/refusalrows.h"

#include "store/columns.h"
#include "store/eventrows.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

Result<void> storeCount(Database &database, TenantId tenant, const RefusalTally &tally)
{
    const auto stored = database.run(
        u"INSERT INTO refusals (tenant, kind, network, count, first_at, last_at, source, user, names)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (tenant, kind, network) DO UPDATE SET count = excluded.count,"
        " last_at = excluded.last_at, source = excluded.source, user = excluded.user, names = excluded.names"_s,
        {tenant.value, QString(policy::nameOf(tally.key.kind)), tally.key.network, tally.count, toColumn(tally.firstAt),
            toColumn(tally.lastAt), tally.source, tally.user, tally.names});
    if (!stored)
        return std::unexpected(stored.error());
    return {};
}

Result<void> removeCount(Database &database, TenantId tenant, const RefusalKey &key)
{
    const auto removed = database.run(u"DELETE FROM refusals WHERE tenant = ? AND kind = ? AND network = ?"_s,
        {tenant.value, QString(policy::nameOf(key.kind)), key.network});
    if (!removed)
        return std::unexpected(removed.error());
    return {};
}

}

Result<QList<RefusalTally>> storedRefusals(Database &database, TenantId tenant)
{
    return database.select(u"SELECT kind, network, count, first_at, last_at, source, user, names FROM refusals"
                           " WHERE tenant = ? ORDER BY first_at"_s,
        {tenant.value}, [](const QSqlQuery &row) {
            const auto kind = policy::namedValue<RefusalKind>(row.value(0).toString());
            return RefusalTally{
                .key = {kind.value_or(RefusalKind::AccessDenied), row.value(1).toString()},
                .count = row.value(2).toLongLong(),
                .firstAt = timeColumn(row.value(3)),
                .lastAt = timeColumn(row.value(4)),
                .source = row.value(5).toString(),
                .user = row.value(6).toString(),
                .names = row.value(7).toInt(),
            };
        });
}

Result<void> removeAllRefusals(Database &database, TenantId tenant)
{
    const auto removed = database.run(u"DELETE FROM refusals WHERE tenant = ?"_s, {tenant.value});
    if (!removed)
        return std::unexpected(removed.error());
    return {};
}

Result<void> writeRefusals(Transaction &transaction, TenantId tenant, const RefusalLedger::Due &due)
{
    Database &database = transaction.database();
    if (!due.rows.isEmpty()) {
        if (const auto appended = appendEvents(transaction, tenant, eventsOf(due.rows)); !appended)
            return std::unexpected(appended.error());
    }
    for (const RefusalKey &key : due.forgotten) {
        if (const auto removed = removeCount(database, tenant, key); !removed)
            return removed;
    }
    for (const RefusalTally &tally : due.counts) {
        if (const auto stored = storeCount(database, tenant, tally); !stored)
            return stored;
    }
    return {};
}

}
