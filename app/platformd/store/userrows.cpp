// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/userrows.h"

#include "store/columns.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

/// NULL, too, is never.
std::optional<audit::EventTime> timeOrNever(const QVariant &column)
{
    return column.toLongLong() == 0 ? std::nullopt : std::optional(timeColumn(column));
}

QString searchKey(const QString &loginName, const QString &displayName)
{
    return searchText(loginName) + u'\n' + searchText(displayName);
}

Result<void> done(const Result<qint64> &changed)
{
    return changed.transform([](qint64) { });
}

std::unexpected<Error> taken(const QString &loginName)
{
    return std::unexpected(Error(ErrorKind::Conflict, messages::LoginNameTaken, {loginName}, u"loginName"_s));
}

}

const QString &userColumns()
{
    static const QString columns
        = u"id, tenant, login_name, display_name, role, password_hash, password_changed_at, must_change,"
          " certificate_permitted, created_at, last_sign_in_at,"
          " (SELECT locked_at FROM guesses WHERE guesses.tenant = users.tenant AND guesses.user = users.id),"
          " (SELECT locked_until FROM guesses WHERE guesses.tenant = users.tenant AND guesses.user = users.id),"
          " revision"_s;
    return columns;
}

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
        .lastSignInAt = timeOrNever(row.value(10)),
        .lockedAt = timeOrNever(row.value(11)),
        .lockedUntil = timeOrNever(row.value(12)),
        .revision = row.value(13).toLongLong(),
    };
}

Result<UserId> insertUser(Database &database, TenantId tenant, const NewUser &user, audit::EventTime createdAt)
{
    const QString displayName = user.displayName.isEmpty() ? user.loginName : user.displayName;
    const auto inserted
        = database.first(u"INSERT INTO users (tenant, login_key, login_name, display_name, role, password_hash,"
                         " password_changed_at, must_change, certificate_permitted, created_at, search_key)"
                         " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                         " ON CONFLICT (tenant, login_key) DO NOTHING RETURNING id"_s,
            {tenant.value, loginKey(user.loginName), user.loginName, displayName, QString(policy::nameOf(user.role)),
                user.passwordHash, toColumn(createdAt), user.mustChangePassword, user.isCertificatePermitted,
                toColumn(createdAt), searchKey(user.loginName, displayName)},
            [](const QSqlQuery &row) { return UserId{row.value(0).toLongLong()}; });
    if (!inserted)
        return std::unexpected(inserted.error());
    if (!*inserted)
        return taken(user.loginName);
    return **inserted;
}

Result<bool> storeUser(Database &database, const User &user)
{
    const auto other = database.first(u"SELECT 1 FROM users WHERE tenant = ? AND login_key = ? AND id <> ?"_s,
        {user.tenant.value, loginKey(user.loginName), user.id.value}, [](const QSqlQuery &) { return true; });
    if (!other)
        return std::unexpected(other.error());
    if (*other)
        return taken(user.loginName);
    return database
        .run(u"UPDATE users SET login_key = ?, login_name = ?, display_name = ?, role = ?, must_change = ?,"
             " certificate_permitted = ?, search_key = ?, revision = revision + 1"
             " WHERE tenant = ? AND id = ? AND revision = ?"_s,
            {loginKey(user.loginName), user.loginName, user.displayName, QString(policy::nameOf(user.role)),
                user.mustChangePassword, user.isCertificatePermitted, searchKey(user.loginName, user.displayName),
                user.tenant.value, user.id.value, user.revision})
        .transform([](qint64 changed) { return changed == 1; });
}

Result<void> storeSignIn(Database &database, TenantId tenant, UserId user, audit::EventTime at)
{
    return done(database.run(u"UPDATE users SET last_sign_in_at = ? WHERE tenant = ? AND id = ?"_s,
        {toColumn(at), tenant.value, user.value}));
}

Result<void> removeUser(Database &database, TenantId tenant, UserId user)
{
    // What belongs to a user and to nobody else. What he did stays, under the name that he had.
    for (const QString &dependent : {u"DELETE FROM sessions WHERE tenant = ? AND user = ?"_s,
             u"DELETE FROM answers WHERE tenant = ? AND user = ?"_s,
             u"DELETE FROM recoveries WHERE tenant = ? AND user = ?"_s,
             u"DELETE FROM users WHERE tenant = ? AND id = ?"_s}) {
        if (const auto removed = database.run(dependent, {tenant.value, user.value}); !removed)
            return std::unexpected(removed.error());
    }
    return {};
}

Result<bool> hasAdministrator(Database &database, TenantId tenant)
{
    return database
        .first(u"SELECT 1 FROM users WHERE tenant = ? AND role = ? LIMIT 1"_s,
            {tenant.value, QString(policy::nameOf(Role::Administrator))}, [](const QSqlQuery &) { return true; })
        .transform([](std::optional<bool> found) { return found.has_value(); });
}

Result<void> completeSearchKeys(Database &database, TenantId tenant)
{
    const auto incomplete = database.select(
        u"SELECT "_s + userColumns() + u" FROM users WHERE tenant = ? AND search_key = ''"_s, {tenant.value}, userIn);
    if (!incomplete)
        return std::unexpected(incomplete.error());
    for (const User &user : *incomplete) {
        const auto completed = database.run(u"UPDATE users SET search_key = ? WHERE tenant = ? AND id = ?"_s,
            {searchKey(user.loginName, user.displayName), tenant.value, user.id.value});
        if (!completed)
            return std::unexpected(completed.error());
    }
    return {};
}

Result<std::optional<User>> userNamed(Database &database, TenantId tenant, const QString &loginName)
{
    return database.first(u"SELECT "_s + userColumns() + u" FROM users WHERE tenant = ? AND login_key = ?"_s,
        {tenant.value, loginKey(loginName)}, userIn);
}

Result<std::optional<User>> userWithId(Database &database, TenantId tenant, UserId id)
{
    return database.first(
        u"SELECT "_s + userColumns() + u" FROM users WHERE tenant = ? AND id = ?"_s, {tenant.value, id.value}, userIn);
}

}
