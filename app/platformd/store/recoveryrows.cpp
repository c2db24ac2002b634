// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/recoveryrows.h"

#include "store/columns.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

Result<std::optional<Recovery>> storedRecovery(Database &database, TenantId tenant, audit::EventTime now)
{
    const auto stored = database.first(
        u"SELECT r.user, u.login_name, r.address, r.ends_at FROM recoveries r"
        " JOIN users u ON u.id = r.user AND u.tenant = r.tenant WHERE r.tenant = ? AND r.ends_at > ?"_s,
        {tenant.value, toColumn(now)}, [](const QSqlQuery &row) -> std::optional<Recovery> {
            const auto address = IpAddress::parse(row.value(2).toString());
            if (!address)
                return std::nullopt;
            return Recovery{{row.value(0).toLongLong()}, row.value(1).toString(), *address, timeColumn(row.value(3))};
        });
    if (!stored)
        return std::unexpected(stored.error());
    return stored->value_or(std::nullopt);
}

Result<void> storeRecovery(Database &database, TenantId tenant, const Recovery &recovery)
{
    const auto stored
        = database.run(u"INSERT INTO recoveries (tenant, user, address, ends_at) VALUES (?, ?, ?, ?)"
                       " ON CONFLICT (tenant) DO UPDATE SET user = excluded.user, address = excluded.address,"
                       " ends_at = excluded.ends_at"_s,
            {tenant.value, recovery.user.value, recovery.address.toString(), toColumn(recovery.endsAt)});
    if (!stored)
        return std::unexpected(stored.error());
    return {};
}

}
