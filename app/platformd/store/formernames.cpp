// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/formernames.h"

#include "store/columns.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

namespace messages {
constexpr Message SubdomainTaken{
    "subdomain.taken", QT_TRANSLATE_NOOP("Messages", "The subdomain “%1” belongs to another tenant. Choose another.")};
}

Result<void> checkNotKept(Database &database, const QString &name, TenantId tenant, audit::EventTime now)
{
    const auto owner = database.first(
        u"SELECT tenant FROM former_subdomains WHERE subdomain = ? AND kept_until > ? AND tenant <> ?"_s,
        {name, toColumn(now), tenant.value}, [](const QSqlQuery &row) { return row.value(0).toLongLong(); });
    if (!owner)
        return std::unexpected(owner.error());
    if (*owner)
        return std::unexpected(Error(ErrorKind::Conflict, messages::SubdomainTaken, {name}));
    return {};
}

Result<void> checkFree(Database &database, const QString &name, TenantId tenant, audit::EventTime now)
{
    if (const auto free = checkNotKept(database, name, tenant, now); !free)
        return free;
    const auto owner = database.first(u"SELECT id FROM tenants WHERE subdomain = ? AND id <> ?"_s, {name, tenant.value},
        [](const QSqlQuery &row) { return row.value(0).toLongLong(); });
    if (!owner)
        return std::unexpected(owner.error());
    if (*owner)
        return std::unexpected(Error(ErrorKind::Conflict, messages::SubdomainTaken, {name}));
    return {};
}

Result<void> renameTenant(Database &database, TenantId tenant, const QString &name, audit::EventTime now)
{
    if (const auto free = checkFree(database, name, tenant, now); !free)
        return free;
    return database
        .run(u"INSERT INTO former_subdomains (subdomain, tenant, kept_until) SELECT subdomain, id, ? FROM tenants"
             " WHERE id = ? ON CONFLICT (subdomain) DO UPDATE SET tenant = excluded.tenant,"
             " kept_until = excluded.kept_until"_s,
            {toColumn(now + formerNameKept), tenant.value})
        .and_then(
            [&](auto &&...) { return database.run(u"DELETE FROM former_subdomains WHERE subdomain = ?"_s, {name}); })
        .and_then([&](auto &&...) {
            return database.run(u"UPDATE tenants SET subdomain = ? WHERE id = ?"_s, {name, tenant.value});
        })
        .transform([](auto &&...) {});
}

}
