// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/passwords.h"

#include "crypto/passwordhash.h"
#include "store/columns.h"
#include "store/eventrows.h"
#include "store/passwordrows.h"
#include "store/userrows.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

namespace messages {
constexpr Message PasswordIsPresentOne{
    "password.isPresentOne", QT_TRANSLATE_NOOP("Messages", "This is the password that you have now. Choose another.")};
constexpr Message PasswordUsedBefore{"password.usedBefore",
    QT_TRANSLATE_NOOP("Messages", "This is one of your last %1 passwords. Choose one that you have not used lately.")};
constexpr Message PasswordNotOnesOwn{"password.notOnesOwn",
    QT_TRANSLATE_NOOP("Messages", "Users do not change their passwords themselves here. Ask an administrator to.")};
constexpr Message PasswordChangedMeanwhile{"password.changedMeanwhile",
    QT_TRANSLATE_NOOP(
        "Messages", "Your account was changed at the same moment. Nothing was done; sign in again and look.")};
}

namespace {

audit::Event passwordEvent(const QString &action, const Author &by, audit::EventTime now)
{
    return {
        .time = by.at.value_or(now),
        .source = by.address,
        .user = by.loginName,
        .service = u"Common"_s,
        .module = u"Authentication"_s,
        .action = action,
        .complement = {},
    };
}

QString reasonText(policy::ChangeReason reason)
{
    switch (reason) {
    case policy::ChangeReason::Set:
        return u"reason: an administrator asked for it"_s;
    case policy::ChangeReason::Expired:
        return u"reason: expired"_s;
    }
    std::unreachable();
}

/// Which rules, never which password.
QString codesText(const Errors &errors)
{
    QStringList codes;
    for (const Error &error : errors)
        codes << QString::fromLatin1(error.message->code);
    return u"refused: "_s + codes.join(u", ");
}

Errors placed(Errors errors, const QString &field)
{
    for (Error &error : errors)
        error = error.under(field);
    return errors;
}

/// As far as a password was judged by it.
bool isAsProven(const User &user, const User &proven)
{
    return user.passwordHash == proven.passwordHash && user.role == proven.role && user.loginName == proven.loginName;
}

policy::PasswordFacts factsOf(const QString &password, const User &user)
{
    return {password, user.loginName, user.role == Role::Administrator};
}

}

std::optional<policy::ChangeReason> reasonToChange(const TenantState &tenant, const User &user, audit::EventTime now)
{
    if (user.role == Role::Support)
        return std::nullopt;
    return policy::reasonToChange(
        tenant.settings.passwordPolicy, {toDateTime(user.passwordChangedAt), user.mustChangePassword}, toDateTime(now));
}

std::optional<QDateTime> passwordEnd(const TenantState &tenant, const Session &session)
{
    if (session.role == Role::Support)
        return std::nullopt;
    return policy::passwordEnd(tenant.settings.passwordPolicy, toDateTime(session.passwordChangedAt));
}

std::optional<int> daysToWarnOf(const TenantState &tenant, const Session &session, audit::EventTime now)
{
    if (session.role == Role::Support)
        return std::nullopt;
    return policy::daysToWarnOf(tenant.settings.passwordPolicy, toDateTime(session.passwordChangedAt), toDateTime(now));
}

bool mayChangePassword(const TenantState &tenant, Role role)
{
    return role == Role::Administrator || (role != Role::Support && tenant.settings.passwordPolicy.usersMayChange);
}

std::expected<User, Errors> Passwords::change(const PasswordChange &change)
{
    const auto tenant = m_tenants.snapshot()->byId.value(change.proven.tenant);
    if (!tenant)
        return std::unexpected(refused(change, {Error{ErrorKind::Conflict, messages::PasswordChangedMeanwhile}}));
    const auto reason = reasonToChange(*tenant, change.proven, m_tenants.now());
    if (!reason && !mayChangePassword(*tenant, change.proven.role))
        return std::unexpected(refused(change, {Error{ErrorKind::Forbidden, messages::PasswordNotOnesOwn}}));
    if (const Errors problems = problemsOf(change, *tenant); !problems.isEmpty())
        return std::unexpected(refused(change, placed(problems, u"newPassword"_s)));
    const auto hash = m_hasher.hash(change.wanted);
    if (!hash)
        return std::unexpected(refused(change, {hash.error().under(u"newPassword"_s)}));
    audit::Event event
        = passwordEvent(u"password change"_s, {change.proven.loginName, change.address, {}}, m_tenants.now());
    if (reason)
        event.complement = reasonText(*reason);
    auto changed = store(change, *hash, event);
    if (!changed)
        return std::unexpected(refused(change, {changed.error()}));
    return *std::move(changed);
}

Errors Passwords::problemsOf(const PasswordChange &change, const TenantState &tenant) const
{
    const policy::PasswordPolicy &policy = tenant.settings.passwordPolicy;
    Errors problems = policy::problemsOfPassword(policy, factsOf(change.wanted, change.proven));
    if (!problems.isEmpty())
        return problems;
    const auto used = wasUsed(change, policy.reuseLimit);
    if (!used)
        return {used.error()};
    if (!*used)
        return {};
    if (policy.reuseLimit == 1)
        return {Error{ErrorKind::Invalid, messages::PasswordIsPresentOne}};
    return {Error{ErrorKind::Invalid, messages::PasswordUsedBefore, {QString::number(policy.reuseLimit)}}};
}

/// Computes one slow hash for each password that it compares with: 15 at most.
Result<bool> Passwords::wasUsed(const PasswordChange &change, int reuseLimit) const
{
    const User &user = change.proven;
    const auto former = m_tenants.store().read(
        [&](Database &database) { return formerPasswords(database, user.tenant, user.id, reuseLimit - 1); });
    if (!former)
        return std::unexpected(former.error());
    return std::ranges::any_of(QList<QByteArray>{user.passwordHash} + *former,
        [&](const QByteArray &hash) { return m_hasher.verify(change.wanted, hash); });
}

/// The former passwords change only together with the present one. So they, too, are still those that the new one was
/// compared with, where the row has the hash that was proven.
Result<User> Passwords::store(const PasswordChange &change, const QByteArray &hash, const audit::Event &event)
{
    return m_tenants.store().write([&](Transaction &transaction) -> Result<User> {
        const User &proven = change.proven;
        Database &database = transaction.database();
        const auto found = userWithId(database, proven.tenant, proven.id);
        if (!found)
            return std::unexpected(found.error());
        if (!*found || !isAsProven(**found, proven))
            return std::unexpected(Error(ErrorKind::Conflict, messages::PasswordChangedMeanwhile));
        if (const auto stored = storePassword(database, **found, hash, false, event.time); !stored)
            return std::unexpected(stored.error());
        auto changed = userWithId(database, proven.tenant, proven.id);
        if (!changed)
            return std::unexpected(changed.error());
        if (const auto told = appendEvents(transaction, proven.tenant, {event}); !told)
            return std::unexpected(told.error());
        const SessionsEnd end{u"password changed"_s, {proven.loginName, change.address, {}}, change.keptToken};
        if (const auto ended = m_sessions.endAllOf(transaction, proven.tenant, proven.id, end); !ended)
            return std::unexpected(ended.error());
        m_sessions.follow(transaction, {**changed});
        return std::move(**changed);
    });
}

/// Whether the log could be written does not change the answer: nothing was done.
Errors Passwords::refused(const PasswordChange &change, const Errors &errors)
{
    const User &proven = change.proven;
    audit::Event event = passwordEvent(u"password change"_s, {proven.loginName, change.address, {}}, m_tenants.now());
    event.result
        = errors.first().kind == ErrorKind::Invalid ? audit::EventResult::ValidationError : audit::EventResult::Failed;
    event.complement = codesText(errors);
    (void)m_tenants.appendEvent(proven.tenant, event);
    return errors;
}

Result<Errors> Passwords::set(const User &user, const QString &password, const Author &by)
{
    const auto tenant = m_tenants.snapshot()->byId.value(user.tenant);
    if (!tenant)
        return std::unexpected(Error(ErrorKind::Conflict, messages::PasswordChangedMeanwhile));
    if (const auto problem = policy::problemOfAnyPassword(password))
        return std::unexpected(problem->under(u"password"_s));
    const policy::PasswordPolicy &policy = tenant->settings.passwordPolicy;
    const Errors problems = policy::problemsOfPassword(policy, factsOf(password, user));
    const auto hash = m_hasher.hash(password);
    if (!hash)
        return std::unexpected(hash.error().under(u"password"_s));
    return m_tenants.store().write([&](Transaction &transaction) -> Result<Errors> {
        const bool mustChange = policy::mustChangeOnceSet(policy, problems);
        return set(transaction, user, *hash, mustChange, by).transform([&] { return placed(problems, u"password"_s); });
    });
}

Result<void> Passwords::set(
    Transaction &transaction, const User &user, const QByteArray &hash, bool mustChange, const Author &by)
{
    Database &database = transaction.database();
    const auto found = userWithId(database, user.tenant, user.id);
    if (!found)
        return std::unexpected(found.error());
    if (!*found)
        return std::unexpected(Error(ErrorKind::Conflict, messages::PasswordChangedMeanwhile));
    audit::Event event = passwordEvent(u"password reset"_s, by, m_tenants.now());
    event.complement = u"login name: "_s + user.loginName;
    if (const auto stored = storePassword(database, user, hash, mustChange, event.time); !stored)
        return stored;
    if (const auto told = appendEvents(transaction, user.tenant, {event}); !told)
        return std::unexpected(told.error());
    const SessionsEnd end{u"password set by an administrator"_s, by};
    return m_sessions.endAllOf(transaction, user.tenant, user.id, end).transform([](qint64) { });
}

}
