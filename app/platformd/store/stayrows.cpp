// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/stayrows.h"

#include "store/columns.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

Result<std::optional<StayRow>> stayOf(Database &database, TenantId tenant, const QByteArray &family)
{
    return database.first(u"SELECT user, role, digest, former_digest, signed_in_at, rotated_at FROM stays"
                          " WHERE tenant = ? AND family = ?"_s,
        {tenant.value, family}, [&](const QSqlQuery &row) {
            return StayRow{
                .family = family,
                .user = {row.value(0).toLongLong()},
                .role = policy::namedValue<Role>(row.value(1).toString()).value_or(Role::User),
                .digest = row.value(2).toByteArray(),
                .formerDigest = row.value(3).toByteArray(),
                .signedInAt = timeColumn(row.value(4)),
                .rotatedAt = timeColumn(row.value(5)),
            };
        });
}

Result<bool> insertStay(Database &database, const StayRow &row, const User &proven, int most)
{
    const auto inserted = database.run(
        u"INSERT INTO stays (tenant, family, user, role, digest, former_digest, signed_in_at, rotated_at)"
        " SELECT tenant, ?, id, role, ?, ?, ?, ? FROM users"
        " WHERE tenant = ? AND id = ? AND role = ? AND password_hash = ?"_s,
        {row.family, row.digest, row.formerDigest, toColumn(row.signedInAt), toColumn(row.rotatedAt),
            proven.tenant.value, proven.id.value, QString(policy::nameOf(proven.role)), proven.passwordHash});
    if (!inserted)
        return std::unexpected(inserted.error());
    return database
        .run(u"DELETE FROM stays WHERE tenant = ? AND family IN (SELECT family FROM stays WHERE tenant = ? AND user = ?"
             " ORDER BY signed_in_at DESC, family LIMIT -1 OFFSET ?)"_s,
            {proven.tenant.value, proven.tenant.value, proven.id.value, most})
        .transform([&](qint64) { return *inserted > 0; });
}

Result<void> storeRotation(Database &database, TenantId tenant, const StayRow &row)
{
    return database
        .run(u"UPDATE stays SET digest = ?, former_digest = ?, rotated_at = ? WHERE tenant = ? AND family = ?"_s,
            {row.digest, row.formerDigest, toColumn(row.rotatedAt), tenant.value, row.family})
        .transform([](qint64) { });
}

Result<bool> removeStay(Database &database, TenantId tenant, const QByteArray &family)
{
    return database.run(u"DELETE FROM stays WHERE tenant = ? AND family = ?"_s, {tenant.value, family})
        .transform([](qint64 removed) { return removed > 0; });
}

Result<void> removeStaysOf(Database &database, TenantId tenant, UserId user)
{
    return database.run(u"DELETE FROM stays WHERE tenant = ? AND user = ?"_s, {tenant.value, user.value})
        .transform([](qint64) { });
}

Result<void> removeStaysOfOtherRoles(Database &database, TenantId tenant, UserId user, Role role)
{
    return database
        .run(u"DELETE FROM stays WHERE tenant = ? AND user = ? AND role <> ?"_s,
            {tenant.value, user.value, QString(policy::nameOf(role))})
        .transform([](qint64) { });
}

Result<void> removeOldStays(Database &database, TenantId tenant, audit::EventTime signedInBy)
{
    return database
        .run(u"DELETE FROM stays WHERE tenant = ? AND signed_in_at <= ?"_s, {tenant.value, toColumn(signedInBy)})
        .transform([](qint64) { });
}

}
