// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/passwordrows.h"

#include "store/columns.h"
#include "store/guessrows.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

/// The present password stands with the user.
constexpr int mostFormer = mostPasswordsRemembered - 1;

Result<void> rememberPresent(Database &database, const User &user)
{
    const auto remembered = database.run(u"INSERT INTO former_passwords (tenant, user, password_hash)"
                                         " SELECT tenant, id, password_hash FROM users WHERE tenant = ? AND id = ?"_s,
        {user.tenant.value, user.id.value});
    if (!remembered)
        return std::unexpected(remembered.error());
    return database
        .run(u"DELETE FROM former_passwords WHERE tenant = ? AND user = ? AND id <= (SELECT id FROM former_passwords"
             " WHERE tenant = ? AND user = ? ORDER BY id DESC LIMIT 1 OFFSET ?)"_s,
            {user.tenant.value, user.id.value, user.tenant.value, user.id.value, mostFormer})
        .transform([](qint64) { });
}

}

Result<void> storePassword(
    Database &database, const User &user, const QByteArray &hash, bool mustChange, audit::EventTime changedAt)
{
    if (const auto remembered = rememberPresent(database, user); !remembered)
        return remembered;
    if (const auto restarted = restartGuesses(database, user.tenant, user.id); !restarted)
        return restarted;
    return database
        .run(u"UPDATE users SET password_hash = ?, password_changed_at = ?, must_change = ?, revision = revision + 1"
             " WHERE tenant = ? AND id = ?"_s,
            {hash, toColumn(changedAt), mustChange, user.tenant.value, user.id.value})
        .transform([](qint64) { });
}

Result<QList<QByteArray>> formerPasswords(Database &database, TenantId tenant, UserId user, int count)
{
    return database.select(
        u"SELECT password_hash FROM former_passwords WHERE tenant = ? AND user = ? ORDER BY id DESC LIMIT ?"_s,
        {tenant.value, user.value, count}, [](const QSqlQuery &row) { return row.value(0).toByteArray(); });
}

}
