// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/userrows.h"

#include "store/columns.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

constexpr QLatin1StringView userColumns{
    "SELECT id, tenant, login_name, display_name, role, password_hash, password_changed_at, must_change,"
    " certificate_permitted, created_at, revision"};

User userIn(const QSqlQuery &row)
{
    return {
        .id = {row.value(0).toLongLong()},
        .tenant = {row.value(1).toLongLong()},
        .loginName = row.value(2).toString(),
        .displayName = row.value(3).toString(),
        .role = policy::namedValue<Role>(row.value(4).toString()).value_or(Role::User),
        .passwordHash = row.value(5).toByteArray(),
        .passwordChangedAt = timeColumn(row.value(6)),
        .mustChangePassword = row.value(7).toBool(),
        .isCertificatePermitted = row.value(8).toBool(),
        .createdAt = timeColumn(row.value(9)),
        .revision = row.value(10).toLongLong(),
    };
}

}

Result<UserId> insertUser(Database &database, TenantId tenant, const NewUser &user, audit::EventTime createdAt)
{
    const QString displayName = user.displayName.isEmpty() ? user.loginName : user.displayName;
    const auto inserted
        = database.first(u"INSERT INTO users (tenant, login_key, login_name, display_name, role, password_hash,"
                         " password_changed_at, must_change, certificate_permitted, created_at)"
                         " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                         " ON CONFLICT (tenant, login_key) DO NOTHING RETURNING id"_s,
            {tenant.value, loginKey(user.loginName), user.loginName, displayName, QString(policy::nameOf(user.role)),
                user.passwordHash, toColumn(createdAt), user.mustChangePassword, user.isCertificatePermitted,
                toColumn(createdAt)},
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
        .run(u"UPDATE users SET role = ?, revision = revision + 1 WHERE tenant = ? AND id = ?"_s,
            {QString(policy::nameOf(role)), tenant.value, user.value})
        .transform([](qint64) { });
}

Result<std::optional<User>> userNamed(Database &database, TenantId tenant, const QString &loginName)
{
    return database.first(QString(userColumns) + u" FROM users WHERE tenant = ? AND login_key = ?"_s,
        {tenant.value, loginKey(loginName)}, userIn);
}

Result<std::optional<User>> userWithId(Database &database, TenantId tenant, UserId id)
{
    return database.first(
        QString(userColumns) + u" FROM users WHERE tenant = ? AND id = ?"_s, {tenant.value, id.value}, userIn);
}

}
