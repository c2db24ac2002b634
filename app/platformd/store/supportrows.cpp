// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/supportrows.h"

#include "store/columns.h"
#include "store/user.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

Result<std::optional<audit::EventTime>> toldSupport(Database &database, TenantId tenant)
{
    return database.first(u"SELECT until FROM support_access WHERE tenant = ?"_s, {tenant.value},
        [](const QSqlQuery &row) { return timeColumn(row.value(0)); });
}

Result<void> storeToldSupport(Database &database, TenantId tenant, audit::EventTime until)
{
    return database
        .run(u"INSERT INTO support_access (tenant, until) VALUES (?, ?)"
             " ON CONFLICT (tenant) DO UPDATE SET until = excluded.until"_s,
            {tenant.value, toColumn(until)})
        .transform([](qint64) { });
}

Result<void> forgetToldSupport(Database &database, TenantId tenant)
{
    return database.run(u"DELETE FROM support_access WHERE tenant = ?"_s, {tenant.value}).transform([](qint64) { });
}

Result<QList<UserId>> supportUsersOf(Database &database, TenantId tenant)
{
    return database.select(u"SELECT id FROM users WHERE tenant = ? AND role = ?"_s,
        {tenant.value, QString(policy::nameOf(Role::Support))},
        [](const QSqlQuery &row) { return UserId{row.value(0).toLongLong()}; });
}

}
