// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/certificaterows.h"

#include "store/columns.h"
#include "store/userrows.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

/// Lists go on naming what has ended for so long, for those whose clocks are behind.
constexpr std::chrono::days listedAfterEnd{30};

constexpr QLatin1StringView certificateColumns{
    "SELECT c.serial, c.user, c.login_name, c.profile, c.issued_at, c.begins_at, c.ends_at, c.revoked_at, c.reason,"
    " c.fetched_at, c.file_until FROM certificates c"};

/// A user's id may have belonged to somebody before him; what was issued before he was there is not his.
constexpr QLatin1StringView withOwnUser{
    " JOIN users u ON u.tenant = c.tenant AND u.id = c.user AND u.created_at <= c.issued_at"};

std::optional<audit::EventTime> momentColumn(const QVariant &column)
{
    return column.toLongLong() == 0 ? std::nullopt : std::optional(timeColumn(column));
}

Certificate certificateIn(const QSqlQuery &row)
{
    return {
        .serial = row.value(0).toString(),
        .user = {row.value(1).toLongLong()},
        .loginName = row.value(2).toString(),
        .profile
        = policy::namedValue<crypto::Pkcs12Profile>(row.value(3).toString()).value_or(crypto::Pkcs12Profile::Modern),
        .issuedAt = timeColumn(row.value(4)),
        .beginsAt = timeColumn(row.value(5)),
        .endsAt = timeColumn(row.value(6)),
        .revokedAt = momentColumn(row.value(7)),
        .reason = policy::namedValue<crypto::RevocationReason>(row.value(8).toString())
            .value_or(crypto::RevocationReason::Unspecified),
        .fetchedAt = momentColumn(row.value(9)),
        .fileUntil = timeColumn(row.value(10)),
    };
}

Result<void> done(const Result<qint64> &changed)
{
    if (!changed)
        return std::unexpected(changed.error());
    return {};
}

}

Result<std::optional<AuthorityRow>> authorityOf(Database &database, TenantId tenant)
{
    return database.first(u"SELECT certificate, sealed_key, list_number, list, list_from, list_until"
                          " FROM certificate_authorities WHERE tenant = ?"_s,
        {tenant.value}, [](const QSqlQuery &row) {
            return AuthorityRow{
                .certificatePem = row.value(0).toByteArray(),
                .sealedKey = row.value(1).toByteArray(),
                .listNumber = row.value(2).toLongLong(),
                .list = row.value(3).toByteArray(),
                .listFrom = timeColumn(row.value(4)),
                .listUntil = timeColumn(row.value(5)),
            };
        });
}

Result<void> insertAuthority(
    Database &database, TenantId tenant, const AuthorityRow &authority, audit::EventTime createdAt)
{
    return done(database.run(
        u"INSERT INTO certificate_authorities (tenant, certificate, sealed_key, created_at) VALUES (?, ?, ?, ?)"_s,
        {tenant.value, authority.certificatePem, authority.sealedKey, toColumn(createdAt)}));
}

Result<void> storeList(Database &database, TenantId tenant, const AuthorityRow &authority)
{
    return done(database.run(u"UPDATE certificate_authorities SET list_number = ?, list = ?, list_from = ?,"
                             " list_until = ? WHERE tenant = ?"_s,
        {authority.listNumber, authority.list, toColumn(authority.listFrom), toColumn(authority.listUntil),
            tenant.value}));
}

Result<void> insertCertificate(Database &database, TenantId tenant, const NewCertificate &added)
{
    const Certificate &certificate = added.certificate;
    return done(database.run(u"UPDATE certificates SET is_newest = 0 WHERE tenant = ? AND user = ? AND is_newest = 1"_s,
                    {tenant.value, certificate.user.value}))
        .and_then([&] {
            return done(database.run(
                u"INSERT INTO certificates (tenant, serial, fingerprint, user, login_name, profile, issued_at,"
                " begins_at, ends_at, is_newest, file_until) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?)"_s,
                {tenant.value, certificate.serial, added.fingerprint, certificate.user.value, certificate.loginName,
                    QString(policy::nameOf(certificate.profile)), toColumn(certificate.issuedAt),
                    toColumn(certificate.beginsAt), toColumn(certificate.endsAt), toColumn(certificate.fileUntil)}));
        })
        .and_then([&] {
            return done(
                database.run(u"INSERT INTO certificate_files (tenant, serial, sealed, until) VALUES (?, ?, ?, ?)"_s,
                    {tenant.value, certificate.serial, added.sealedFile, toColumn(certificate.fileUntil)}));
        });
}

Result<QList<Certificate>> certificatesOf(Database &database, TenantId tenant, UserId user)
{
    return database.select(certificateColumns + withOwnUser + u" WHERE c.tenant = ? AND c.user = ? ORDER BY c.id"_s,
        {tenant.value, user.value}, certificateIn);
}

Result<std::optional<Certificate>> certificateWithSerial(Database &database, TenantId tenant, const QString &serial)
{
    return database.first(
        certificateColumns + u" WHERE c.tenant = ? AND c.serial = ?"_s, {tenant.value, serial}, certificateIn);
}

Result<void> storeRevocation(Database &database, TenantId tenant, const Certificate &revoked)
{
    return done(
        database.run(u"UPDATE certificates SET revoked_at = ?, reason = ? WHERE tenant = ? AND serial = ?"_s,
            {toColumn(*revoked.revokedAt), QString(policy::nameOf(revoked.reason)), tenant.value, revoked.serial}))
        .and_then([&] {
            return done(database.run(
                u"DELETE FROM certificate_files WHERE tenant = ? AND serial = ?"_s, {tenant.value, revoked.serial}));
        });
}

Result<QList<crypto::RevokedCertificate>> revokedCertificates(Database &database, TenantId tenant, audit::EventTime now)
{
    return database.select(u"SELECT serial, revoked_at, reason FROM certificates"
                           " WHERE tenant = ? AND revoked_at > 0 AND ends_at > ? ORDER BY id"_s,
        {tenant.value, toColumn(now - listedAfterEnd)}, [](const QSqlQuery &row) {
            return crypto::RevokedCertificate{
                .serial = row.value(0).toString(),
                .at = std::chrono::floor<std::chrono::seconds>(timeColumn(row.value(1))),
                .reason = policy::namedValue<crypto::RevocationReason>(row.value(2).toString())
                    .value_or(crypto::RevocationReason::Unspecified),
            };
        });
}

Result<std::optional<QByteArray>> sealedFileOf(Database &database, TenantId tenant, const QString &serial)
{
    return database.first(u"SELECT sealed FROM certificate_files WHERE tenant = ? AND serial = ?"_s,
        {tenant.value, serial}, [](const QSqlQuery &row) { return row.value(0).toByteArray(); });
}

Result<void> storeFetch(Database &database, TenantId tenant, const QString &serial, audit::EventTime at)
{
    return done(database.run(u"UPDATE certificates SET fetched_at = ? WHERE tenant = ? AND serial = ?"_s,
                    {toColumn(at), tenant.value, serial}))
        .and_then([&] {
            return done(database.run(
                u"DELETE FROM certificate_files WHERE tenant = ? AND serial = ?"_s, {tenant.value, serial}));
        });
}

Result<void> removeOldFiles(Database &database, TenantId tenant, audit::EventTime now)
{
    return done(database.run(
        u"DELETE FROM certificate_files WHERE tenant = ? AND until <= ?"_s, {tenant.value, toColumn(now)}));
}

Result<KnownCertificates> knownCertificates(Database &database, TenantId tenant, std::optional<UserId> user)
{
    QString sql = u"SELECT c.fingerprint, c.user, c.begins_at, c.ends_at, c.revoked_at, u.id, u.certificate_permitted"
                  " FROM certificates c LEFT"_s
        + withOwnUser + u" WHERE c.tenant = ?"_s;
    QVariantList values{tenant.value};
    if (user) {
        sql += u" AND c.user = ?"_s;
        values.append(user->value);
    }
    KnownCertificates known;
    const auto rows = database.select(sql, values, [&](const QSqlQuery &row) {
        known.insert(row.value(0).toByteArray(),
            {
                .user = {row.value(1).toLongLong()},
                .beginsAt = timeColumn(row.value(2)),
                .endsAt = timeColumn(row.value(3)),
                .isRevoked = row.value(4).toLongLong() != 0,
                .userExists = !row.value(5).isNull(),
                .userIsPermitted = row.value(6).toBool(),
            });
        return true;
    });
    if (!rows)
        return std::unexpected(rows.error());
    return known;
}

Result<std::optional<User>> tenantsOwnUser(Database &database, TenantId tenant, UserId user)
{
    return userWithId(database, tenant, user).transform([](std::optional<User> found) {
        return found && found->role == Role::Support ? std::nullopt : found;
    });
}

Result<bool> storePermission(Database &database, TenantId tenant, UserId user, bool isPermitted)
{
    return database
        .run(u"UPDATE users SET certificate_permitted = ?, revision = revision + 1"
             " WHERE tenant = ? AND id = ? AND certificate_permitted <> ?"_s,
            {isPermitted, tenant.value, user.value, isPermitted})
        .transform([](qint64 changed) { return changed > 0; });
}

}
