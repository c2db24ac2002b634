// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sessionrows.h"

#include "store/columns.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

std::optional<audit::EventTime> endColumn(const QVariant &column)
{
    return column.toLongLong() == 0 ? std::nullopt : std::optional(timeColumn(column));
}

const QString rowsOfTenant
    = u"SELECT s.digest, s.user, u.login_name, u.display_name, u.role, s.address, s.opened_at, s.last_used_at,"
      " s.ends_at, s.kind, u.password_changed_at, s.stay"
      " FROM sessions s JOIN users u ON u.id = s.user AND u.tenant = s.tenant WHERE s.tenant = ?"_s;

SessionRow sessionRow(TenantId tenant, const QSqlQuery &row)
{
    return {
        .digest = row.value(0).toByteArray(),
        .session = {
            .tenant = tenant,
            .user = {row.value(1).toLongLong()},
            .loginName = row.value(2).toString(),
            .displayName = row.value(3).toString(),
            .role = policy::namedValue<Role>(row.value(4).toString()).value_or(Role::User),
            .address = row.value(5).toString(),
            .openedAt = timeColumn(row.value(6)),
            .endsAt = endColumn(row.value(8)),
            .kind = policy::namedValue<SessionKind>(row.value(9).toString()).value_or(SessionKind::Api),
            .passwordChangedAt = timeColumn(row.value(10)),
            .stay = row.value(11).toByteArray(),
        },
        .lastUsedAt = timeColumn(row.value(7)),
    };
}

}

Result<QList<SessionRow>> sessionsOf(Database &database, TenantId tenant)
{
    return database.select(rowsOfTenant, {tenant.value}, [&](const QSqlQuery &row) { return sessionRow(tenant, row); });
}

Result<QList<SessionRow>> sessionsOf(Database &database, TenantId tenant, UserId user)
{
    return database.select(rowsOfTenant + u" AND s.user = ?"_s, {tenant.value, user.value},
        [&](const QSqlQuery &row) { return sessionRow(tenant, row); });
}

Result<QList<SessionRow>> sessionsOfStay(Database &database, TenantId tenant, const QByteArray &family)
{
    return database.select(rowsOfTenant + u" AND s.stay = ?"_s, {tenant.value, family},
        [&](const QSqlQuery &row) { return sessionRow(tenant, row); });
}

Result<bool> insertSession(Database &database, const SessionRow &row, const User &proven)
{
    const Session &session = row.session;
    return database
        .run(u"INSERT INTO sessions (tenant, digest, user, address, opened_at, last_used_at, ends_at, kind, stay)"
             " SELECT tenant, ?, id, ?, ?, ?, ?, ?, ? FROM users"
             " WHERE tenant = ? AND id = ? AND login_name = ? AND role = ? AND password_hash = ?"_s,
            {row.digest, session.address, toColumn(session.openedAt), toColumn(row.lastUsedAt),
                session.endsAt ? toColumn(*session.endsAt) : 0, QString(policy::nameOf(session.kind)), session.stay,
                session.tenant.value, proven.id.value, proven.loginName, QString(policy::nameOf(proven.role)),
                proven.passwordHash})
        .transform([](qint64 inserted) { return inserted > 0; });
}

Result<void> removeUnusedSessions(Database &database, TenantId tenant, audit::EventTime endedBy)
{
    return database
        .run(u"DELETE FROM sessions WHERE tenant = ? AND last_used_at <= ?"_s, {tenant.value, toColumn(endedBy)})
        .transform([](qint64) { });
}

Result<void> storeSessionUse(Database &database, TenantId tenant, const QByteArray &digest, audit::EventTime lastUsedAt)
{
    const auto stored = database.run(u"UPDATE sessions SET last_used_at = ? WHERE tenant = ? AND digest = ?"_s,
        {toColumn(lastUsedAt), tenant.value, digest});
    if (!stored)
        return std::unexpected(stored.error());
    return {};
}

Result<bool> removeSession(Database &database, TenantId tenant, const QByteArray &digest)
{
    const auto removed
        = database.run(u"DELETE FROM sessions WHERE tenant = ? AND digest = ?"_s, {tenant.value, digest});
    if (!removed)
        return std::unexpected(removed.error());
    return *removed > 0;
}

}
