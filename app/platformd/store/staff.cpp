// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/staff.h"

#include "error/excerpt.h"
#include "policy/fieldrules.h"
#include "store/userrows.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

namespace messages {
constexpr Message StaffNameCharacters{"staff.characters",
    QT_TRANSLATE_NOOP(
        "Messages", "Character %1 of the name is none of A to Z, a to z, 0 to 9, “.”, “-” and “_”. Choose another.")};
constexpr Message StaffUnknown{
    "staff.unknown", QT_TRANSLATE_NOOP("Messages", "There is nobody called “%1” among the platform's staff.")};
}

namespace {

constexpr qsizetype longestName = 64;

std::unexpected<Error> unknown(const QString &name)
{
    return std::unexpected(Error(ErrorKind::NotFound, messages::StaffUnknown, {excerpt(name)}, u"name"_s));
}

}

std::optional<Error> problemOfStaffName(const QString &name)
{
    auto problem = policy::length(1, longestName).check(name);
    if (!problem)
        problem = policy::MadeOf{"A-Za-z0-9._-"_L1, &messages::StaffNameCharacters}.check(name);
    return problem ? std::optional(problem->under(u"name"_s)) : std::nullopt;
}

Result<QList<StaffMember>> Staff::list()
{
    return m_tenants.store().read([](Database &database) { return allStaff(database); });
}

Result<void> Staff::add(const QString &name, const QByteArray &passwordHash)
{
    if (const auto problem = problemOfStaffName(name))
        return std::unexpected(*problem);
    return m_tenants.store().write([&](Transaction &transaction) {
        return insertStaff(transaction.database(), {name, passwordHash, m_tenants.now()});
    });
}

Result<void> Staff::remove(const QString &name)
{
    return m_tenants.store().write([&](Transaction &transaction) -> Result<void> {
        Database &database = transaction.database();
        const auto removed = removeStaff(database, name);
        if (!removed)
            return std::unexpected(removed.error());
        if (!*removed)
            return unknown(name);
        for (const auto &tenant : m_tenants.snapshot()->byId) {
            const auto user = userNamed(database, tenant->id, name + staffSuffix);
            if (!user)
                return std::unexpected(user.error());
            if (!*user)
                continue;
            const auto ended = m_sessions.endAllOf(
                transaction, tenant->id, (*user)->id, {.reason = u"no longer of the platform's staff"_s, .by = {}});
            if (!ended)
                return std::unexpected(ended.error());
            if (const auto gone = removeUser(database, tenant->id, (*user)->id); !gone)
                return gone;
        }
        return {};
    });
}

Result<std::optional<StaffMember>> Staff::find(const QString &loginName)
{
    const QString name = loginKey(loginName).chopped(staffSuffix.size());
    return m_tenants.store().read([&](Database &database) { return staffNamed(database, name); });
}

Result<User> Staff::enter(TenantId tenant, const StaffMember &member)
{
    return m_tenants.store().write([&](Transaction &transaction) -> Result<User> {
        Database &database = transaction.database();
        // Removed, or removed and added with another password, while he signed in.
        const auto standing = staffNamed(database, member.name);
        if (!standing)
            return std::unexpected(standing.error());
        if (*standing != member)
            return unknown(member.name);
        const NewUser user{.loginName = member.name + staffSuffix, .displayName = member.name, .role = Role::Support};
        auto known = userNamed(database, tenant, user.loginName);
        if (!known)
            return std::unexpected(known.error());
        if (!*known) {
            if (const auto id = insertUser(database, tenant, user, m_tenants.now()); !id)
                return std::unexpected(id.error());
            known = userNamed(database, tenant, user.loginName);
        }
        return known->value();
    });
}

}
