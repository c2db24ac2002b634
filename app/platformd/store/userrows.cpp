// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/userrows.h"

#include "store/columns.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

Result<UserId> insertUser(Database &database, TenantId tenant, const NewUser &user, audit::EventTime createdAt)
{
    const QString displayName = user.displayName.isEmpty() ? user.loginName : user.displayName;
    const auto inserted
        = database.first(u"INSERT INTO users (tenant, login_key, login_name, display_name, role, password_hash,"
                         " created_at) VALUES (?, ?, ?, ?, ?, ?, ?)"
                         " ON CONFLICT (tenant, login_key) DO NOTHING RETURNING id"_s,
            {tenant.value, loginKey(user.loginName), user.loginName, displayName, QString(policy::nameOf(user.role)),
                user.passwordHash, toColumn(createdAt)},
            [](const QSqlQuery &row) { return UserId{row.value(0).toLongLong()}; });
    if (!inserted)
        return std::unexpected(inserted.error());
    if (!*inserted)
        return std::unexpected(Error(ErrorKind::Conflict, messages::LoginNameTaken, {user.loginName}, u"loginName"_s));
    return **inserted;
}

Result<void> storeRole(Database &database, TenantId tenant, UserId user, Role role)
{
    return database
        .run(u"UPDATE users SET role = ? WHERE tenant = ? AND id = ?"_s,
            {QString(policy::nameOf(role)), tenant.value, user.value})
        .transform([](qint64) { });
}

Result<std::optional<User>> userNamed(Database &database, TenantId tenant, const QString &loginName)
{
    return database.first(u"SELECT id, login_name, display_name, role, password_hash FROM users"
                          " WHERE tenant = ? AND login_key = ?"_s,
        {tenant.value, loginKey(loginName)}, [&](const QSqlQuery &row) {
            return User{
                .id = {row.value(0).toLongLong()},
                .tenant = tenant,
                .loginName = row.value(1).toString(),
                .displayName = row.value(2).toString(),
                .role = policy::namedValue<Role>(row.value(3).toString()).value_or(Role::User),
                .passwordHash = row.value(4).toByteArray(),
            };
        });
}

}
