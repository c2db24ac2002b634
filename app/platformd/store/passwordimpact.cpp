// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/passwordimpact.h"

#include "store/columns.h"
#include "store/user.h"

#include <array>
#include <limits>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

constexpr std::array spans{7, 30, 90}; ///< days

/// Users whose passwords were changed at certain times or before.
struct Ages {
    bool areAdministrators = false;
    qint64 users = 0;
    qint64 expired = 0;
    std::array<qint64, spans.size()> expiredThen{};
};

bool asksForMore(const policy::PasswordPolicy &present, const policy::PasswordPolicy &draft, bool areAdministrators)
{
    const bool isLonger = areAdministrators ? draft.minimumLengthAdministrators > present.minimumLengthAdministrators
                                            : draft.minimumLengthUsers > present.minimumLengthUsers;
    return isLonger || draft.complexity > present.complexity || (present.loginNameAllowed && !draft.loginNameAllowed);
}

/// What has expired after @p days was changed at this time or before.
qint64 latestExpired(const policy::PasswordPolicy &policy, audit::EventTime now, int days)
{
    if (!policy.expiresAfter)
        return std::numeric_limits<qint64>::min();
    return toColumn(now + std::chrono::days(days) - *policy.expiresAfter);
}

Result<QList<Ages>> agesOf(
    Database &database, TenantId tenant, const policy::PasswordPolicy &policy, audit::EventTime now)
{
    return database.select(u"SELECT role = ?, count(*), sum(password_changed_at <= ?), sum(password_changed_at <= ?),"
                           " sum(password_changed_at <= ?), sum(password_changed_at <= ?)"
                           " FROM users WHERE tenant = ? AND role <> ? GROUP BY role = ?"_s,
        {QString(policy::nameOf(Role::Administrator)), latestExpired(policy, now, 0),
            latestExpired(policy, now, spans[0]), latestExpired(policy, now, spans[1]),
            latestExpired(policy, now, spans[2]), tenant.value, QString(policy::nameOf(Role::Support)),
            QString(policy::nameOf(Role::Administrator))},
        [](const QSqlQuery &row) {
            return Ages{.areAdministrators = row.value(0).toBool(),
                .users = row.value(1).toLongLong(),
                .expired = row.value(2).toLongLong(),
                .expiredThen = {row.value(3).toLongLong(), row.value(4).toLongLong(), row.value(5).toLongLong()}};
        });
}

}

Result<PasswordImpact> passwordImpact(Database &database, TenantId tenant, const policy::PasswordPolicy &present,
    const policy::PasswordPolicy &draft, audit::EventTime now)
{
    const auto ages = agesOf(database, tenant, draft, now);
    if (!ages)
        return std::unexpected(ages.error());
    PasswordImpact impact;
    for (const int days : spans)
        impact.dueWithin.append({days, 0});
    for (const Ages &group : *ages) {
        impact.users += group.users;
        impact.mustChangeNow += group.expired;
        for (std::size_t i = 0; i < spans.size(); ++i)
            impact.dueWithin[qsizetype(i)].users += group.expiredThen[i] - group.expired;
        if (asksForMore(present, draft, group.areAdministrators))
            impact.unknown += group.users - group.expired;
    }
    return impact;
}

}
