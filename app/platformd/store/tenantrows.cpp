// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/tenantrows.h"

#include "store/columns.h"
#include "store/formernames.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

namespace messages {
constexpr Message TenantUnknown{
    "tenant.unknown", QT_TRANSLATE_NOOP("Messages", "There is no such tenant on this platform any more.")};
}

Result<QList<TenantRow>> allTenants(Database &database)
{
    return database.select(
        u"SELECT id, subdomain, display_name FROM tenants ORDER BY id"_s, {}, [](const QSqlQuery &row) {
            return TenantRow{{row.value(0).toLongLong()}, row.value(1).toString(), row.value(2).toString()};
        });
}

Result<TenantId> insertTenant(
    Database &database, const QString &subdomain, const QString &displayName, audit::EventTime createdAt)
{
    const auto inserted = database.first(u"INSERT INTO tenants (subdomain, display_name, created_at, log_id)"
                                         " VALUES (?, ?, ?, lower(hex(randomblob(16))))"
                                         " ON CONFLICT (subdomain) DO NOTHING RETURNING id"_s,
        {subdomain, displayName, toColumn(createdAt)},
        [](const QSqlQuery &row) { return TenantId{row.value(0).toLongLong()}; });
    if (!inserted)
        return std::unexpected(inserted.error());
    if (!*inserted)
        return std::unexpected(Error(ErrorKind::Conflict, messages::SubdomainTaken, {subdomain}, u"subdomain"_s));
    return **inserted;
}

}
