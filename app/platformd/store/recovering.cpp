// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/recovering.h"

#include "error/excerpt.h"
#include "policy/singleline.h"
#include "store/eventrows.h"
#include "store/lockouts.h"
#include "store/recoveryrows.h"
#include "store/userrows.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

namespace messages {
constexpr Message RecoveryTenantUnknown{"recovery.tenantUnknown",
    QT_TRANSLATE_NOOP("Messages", "There is no tenant with the subdomain “%1” on this platform.")};
constexpr Message RecoveryUserUnknown{
    "recovery.userUnknown", QT_TRANSLATE_NOOP("Messages", "The tenant “%1” has no user called “%2”.")};
constexpr Message RecoveryNotAdministrator{"recovery.notAdministrator",
    QT_TRANSLATE_NOOP("Messages",
        "“%1” is not an administrator of the tenant “%2”. Only one who can mend its rules is let in this way.")};
}

namespace {

constexpr qsizetype longestReason = 500;

std::optional<Error> problemOfReason(const QString &reason)
{
    auto problem = policy::length(1, longestReason).check(reason);
    if (!problem)
        problem = policy::SingleLine{}.check(reason);
    return problem ? std::optional(problem->under(u"reason"_s)) : std::nullopt;
}

Result<User> administratorOf(Database &database, TenantId tenant, const NewRecovery &wish)
{
    auto user = userNamed(database, tenant, wish.administrator);
    if (!user)
        return std::unexpected(user.error());
    if (!*user)
        return std::unexpected(Error(ErrorKind::NotFound, messages::RecoveryUserUnknown,
            {wish.tenant, excerpt(wish.administrator)}, u"administrator"_s));
    if ((*user)->role != Role::Administrator)
        return std::unexpected(Error(ErrorKind::Forbidden, messages::RecoveryNotAdministrator,
            {(*user)->loginName, wish.tenant}, u"administrator"_s));
    return std::move(**user);
}

audit::Event eventOf(const Recovery &recovery, const QString &reason, audit::EventTime now)
{
    return {
        .time = now,
        .source = {},
        .user = u"nobody"_s,
        .service = u"Common"_s,
        .module = u"Operation"_s,
        .action = u"recovered by the operator"_s,
        .level = audit::Level::Warning,
        .complement = u"administrator: %1; from: %2; until: %3; reason: %4"_s.arg(
            recovery.loginName, recovery.address.toString(), audit::toText(recovery.endsAt), reason),
    };
}

}

Result<Recovery> recover(Tenants &tenants, const NewRecovery &wish)
{
    const QString reason = wish.reason.trimmed();
    if (const auto problem = problemOfReason(reason))
        return std::unexpected(*problem);
    const auto address = IpAddress::parse(wish.address);
    if (!address)
        return std::unexpected(address.error().under(u"address"_s));
    return tenants.store().write([&](Transaction &transaction) -> Result<Recovery> {
        const auto tenant = tenants.snapshot()->bySubdomain.value(wish.tenant.toUtf8());
        if (!tenant)
            return std::unexpected(
                Error(ErrorKind::NotFound, messages::RecoveryTenantUnknown, {excerpt(wish.tenant)}, u"tenant"_s));
        const auto user = administratorOf(transaction.database(), tenant->id, wish);
        if (!user)
            return std::unexpected(user.error());
        const auto now = tenants.now();
        Recovery recovery{user->id, user->loginName, *address, now + recoveryLifetime};
        if (const auto stored = storeRecovery(transaction.database(), tenant->id, recovery); !stored)
            return std::unexpected(stored.error());
        if (const auto told = appendEvents(transaction, tenant->id, {eventOf(recovery, reason, now)}); !told)
            return std::unexpected(told.error());
        // Whoever is let in to mend things must not stand before a locked account.
        const auto unlocked = unlockAccount(transaction, *user, u"recovered by the operator"_s, {}, now);
        if (!unlocked)
            return std::unexpected(unlocked.error());
        transaction.afterCommit([&tenants, id = tenant->id, recovery] { tenants.publishRecovery(id, recovery); });
        return recovery;
    });
}

}
