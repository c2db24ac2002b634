// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/guessrows.h"

#include "store/columns.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

std::optional<audit::EventTime> timeOrNone(const QVariant &column)
{
    return column.toLongLong() == 0 ? std::nullopt : std::optional(timeColumn(column));
}

/// From wrong, judging, refused, addresses, locked_at, locked_until, which begin at @p first.
GuessCount countIn(const QSqlQuery &row, int first)
{
    return {
        .wrong = row.value(first).toInt(),
        .judging = row.value(first + 1).toInt(),
        .refused = row.value(first + 2).toInt(),
        .addresses = row.value(first + 3).toString().split(u' ', Qt::SkipEmptyParts),
        .lockedAt = timeOrNone(row.value(first + 4)),
        .lockedUntil = timeOrNone(row.value(first + 5)),
    };
}

/// With the tenant and the present time bound to it.
constexpr QLatin1StringView isLocked{"g.tenant = ? AND g.locked_at > 0 AND (g.locked_until = 0 OR g.locked_until > ?)"};

}

Result<std::optional<GuessCount>> guessesAt(Database &database, TenantId tenant, UserId user)
{
    return database.first(u"SELECT wrong, judging, refused, addresses, locked_at, locked_until FROM guesses"
                          " WHERE tenant = ? AND user = ?"_s,
        {tenant.value, user.value}, [](const QSqlQuery &row) { return countIn(row, 0); });
}

Result<void> storeGuesses(Database &database, TenantId tenant, UserId user, const GuessCount &count)
{
    if (count == GuessCount())
        return database.run(u"DELETE FROM guesses WHERE tenant = ? AND user = ?"_s, {tenant.value, user.value})
            .transform([](qint64) { });
    return database
        .run(u"INSERT OR REPLACE INTO guesses"
             " (tenant, user, wrong, judging, refused, addresses, locked_at, locked_until)"
             " SELECT tenant, id, ?, ?, ?, ?, ?, ? FROM users WHERE tenant = ? AND id = ?"_s,
            {count.wrong, count.judging, count.refused, count.addresses.join(u' '),
                count.lockedAt ? toColumn(*count.lockedAt) : 0, count.lockedUntil ? toColumn(*count.lockedUntil) : 0,
                tenant.value, user.value})
        .transform([](qint64) { });
}

Result<void> restartGuesses(Database &database, TenantId tenant, UserId user)
{
    return database
        .run(u"UPDATE guesses SET wrong = 0 WHERE tenant = ? AND user = ? AND locked_at = 0"_s,
            {tenant.value, user.value})
        .transform([](qint64) { });
}

Result<void> storeUnknownGuess(Database &database, TenantId tenant)
{
    return database
        .run(u"INSERT INTO unknown_guesses (tenant, steps) VALUES (?, 1)"
             " ON CONFLICT (tenant) DO UPDATE SET steps = steps + 1"_s,
            {tenant.value})
        .transform([](qint64) { });
}

Result<QList<UserId>> usersUnderJudgement(Database &database, TenantId tenant)
{
    return database.select(u"SELECT user FROM guesses WHERE tenant = ? AND judging > 0"_s, {tenant.value},
        [](const QSqlQuery &row) { return UserId{row.value(0).toLongLong()}; });
}

Result<QList<Lock>> locksAt(Database &database, TenantId tenant, audit::EventTime now, int limit)
{
    return database.select(
        u"SELECT u.id, u.login_name, u.display_name, u.role, g.wrong, g.judging, g.refused, g.addresses, g.locked_at,"
        " g.locked_until FROM guesses g JOIN users u ON u.id = g.user AND u.tenant = g.tenant WHERE "_s
            + isLocked + u" ORDER BY g.locked_at DESC, u.id LIMIT ?"_s,
        {tenant.value, toColumn(now), limit}, [](const QSqlQuery &row) {
            return Lock{
                .user = {row.value(0).toLongLong()},
                .loginName = row.value(1).toString(),
                .displayName = row.value(2).toString(),
                .role = policy::namedValue<Role>(row.value(3).toString()).value_or(Role::User),
                .count = countIn(row, 4),
            };
        });
}

Result<qint64> countLocksAt(Database &database, TenantId tenant, audit::EventTime now)
{
    return database
        .first(u"SELECT count(*) FROM guesses g WHERE "_s + isLocked, {tenant.value, toColumn(now)},
            [](const QSqlQuery &row) { return row.value(0).toLongLong(); })
        .transform([](const std::optional<qint64> &count) { return count.value_or(0); });
}

Result<bool> isLastUnlockedAdministrator(Database &database, TenantId tenant, UserId user, audit::EventTime now)
{
    const auto other
        = database.first(u"SELECT 1 FROM users u WHERE u.tenant = ? AND u.role = ? AND u.id <> ? AND NOT EXISTS"
                         " (SELECT 1 FROM guesses g WHERE g.user = u.id AND "_s
                + isLocked + u") LIMIT 1"_s,
            {tenant.value, QString(policy::nameOf(Role::Administrator)), user.value, tenant.value, toColumn(now)},
            [](const QSqlQuery &) { return true; });
    if (!other)
        return std::unexpected(other.error());
    return !*other;
}

}
