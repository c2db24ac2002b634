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

}

Result<QList<SessionRow>> sessionsOf(Database &database, TenantId tenant)
{
    return database.select(
        u"SELECT s.digest, s.user, u.login_name, u.display_name, u.role, s.address, s.opened_at, s.last_used_at,"
        " s.ends_at, s.kind"
        " FROM sessions s JOIN users u ON u.id = s.user AND u.tenant = s.tenant WHERE s.tenant = ?"_s,
        {tenant.value}, [&](const QSqlQuery &row) {
            return SessionRow{
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
                },
                .lastUsedAt = timeColumn(row.value(7)),
            };
        });
}

Result<void> insertSession(Database &database, const SessionRow &row, audit::EventTime endedBy)
{
    const Session &session = row.session;
    const auto removed = database.run(
        u"DELETE FROM sessions WHERE tenant = ? AND last_used_at <= ?"_s, {session.tenant.value, toColumn(endedBy)});
    if (!removed)
        return std::unexpected(removed.error());
    const auto inserted
        = database.run(u"INSERT INTO sessions (tenant, digest, user, address, opened_at, last_used_at, ends_at, kind)"
                       " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"_s,
            {session.tenant.value, row.digest, session.user.value, session.address, toColumn(session.openedAt),
                toColumn(row.lastUsedAt), session.endsAt ? toColumn(*session.endsAt) : 0,
                QString(policy::nameOf(session.kind))});
    if (!inserted)
        return std::unexpected(inserted.error());
    return {};
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
