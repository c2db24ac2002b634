// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/users.h"

#include "store/certificates.h"
#include "store/eventrows.h"
#include "store/userevents.h"
#include "store/userrows.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

namespace messages {
constexpr Message UserUnknown{
    "user.unknown", QT_TRANSLATE_NOOP("Messages", "There is no such user here. Read the list again.")};
constexpr Message UserStale{"user.stale",
    QT_TRANSLATE_NOOP("Messages", "Somebody else has changed this user meanwhile. Look at what stands now.")};
constexpr Message UserIsLastAdministrator{"user.lastAdministrator",
    QT_TRANSLATE_NOOP("Messages",
        "Then the tenant would have no administrator any more. Make somebody else an administrator first.")};
constexpr Message UserIsOneself{
    "user.oneself", QT_TRANSLATE_NOOP("Messages", "Nobody can delete himself. Another administrator can do it.")};
}

namespace {

Result<void> append(Transaction &transaction, TenantId tenant, const QList<audit::Event> &events)
{
    if (events.isEmpty())
        return {};
    return appendEvents(transaction, tenant, events).transform([](qint64) { });
}

Result<User> knownUser(Database &database, TenantId tenant, UserId id)
{
    auto user = userWithId(database, tenant, id);
    if (!user)
        return std::unexpected(user.error());
    if (!*user || (*user)->role == Role::Support)
        return std::unexpected(Error(ErrorKind::NotFound, messages::UserUnknown));
    return std::move(**user);
}

Result<void> checkAdministratorStays(Database &database, TenantId tenant)
{
    const auto stays = hasAdministrator(database, tenant);
    if (!stays)
        return std::unexpected(stays.error());
    if (!*stays)
        return std::unexpected(Error(ErrorKind::Conflict, messages::UserIsLastAdministrator));
    return {};
}

User drafted(const User &before, const UserDraft &draft)
{
    User after = before;
    after.loginName = draft.loginName;
    after.displayName = draft.displayName.isEmpty() ? draft.loginName : draft.displayName;
    after.role = draft.role;
    after.isCertificatePermitted = draft.isCertificatePermitted;
    after.mustChangePassword = draft.mustChangePassword;
    return after;
}

}

Users::Users(Tenants &tenants, Sessions &sessions)
    : m_tenants(tenants)
    , m_sessions(sessions)
{
}

Result<std::unique_ptr<Users>> Users::open(Tenants &tenants, Sessions &sessions)
{
    const auto completed = tenants.store().write([&](Transaction &transaction) -> Result<void> {
        for (const auto &tenant : tenants.snapshot()->byId) {
            if (const auto done = completeSearchKeys(transaction.database(), tenant->id); !done)
                return done;
        }
        return {};
    });
    if (!completed)
        return std::unexpected(completed.error());
    return std::unique_ptr<Users>(new Users(tenants, sessions));
}

Result<UserPage> Users::list(TenantId tenant, const UserQuery &query)
{
    return m_tenants.store().read(
        [&](Database &database) { return usersPage(database, tenant, query, m_tenants.now()); });
}

Result<User> Users::user(TenantId tenant, UserId id)
{
    return m_tenants.store().read([&](Database &database) { return knownUser(database, tenant, id); });
}

std::expected<User, Errors> Users::add(TenantId tenant, const NewUser &user, const Author &by)
{
    if (Errors errors = problemsOf(user); !errors.isEmpty())
        return std::unexpected(std::move(errors));
    return m_tenants.store()
        .write([&](Transaction &transaction) -> Result<User> {
            const auto now = m_tenants.now();
            const auto id = insertUser(transaction.database(), tenant, user, now);
            if (!id)
                return std::unexpected(id.error());
            return append(transaction, tenant, {userAdded(user, by, now)}).and_then([&] {
                return knownUser(transaction.database(), tenant, *id);
            });
        })
        .transform_error([](const Error &error) { return Errors{error}; });
}

std::expected<User, UserRefusal> Users::change(
    TenantId tenant, UserId id, qint64 revision, const UserDraft &draft, const Author &by)
{
    const NewUser judged{.loginName = draft.loginName, .displayName = draft.displayName, .role = draft.role};
    if (Errors errors = problemsOf(judged); !errors.isEmpty())
        return std::unexpected(UserRefusal(std::move(errors)));
    return m_tenants.store().write([&](Transaction &transaction) -> std::expected<User, UserRefusal> {
        const auto before = knownUser(transaction.database(), tenant, id);
        if (!before)
            return std::unexpected(before.error());
        User after = drafted(*before, draft);
        if (after == *before)
            return after;
        if (before->revision != revision) {
            UserRefusal stale(Error(ErrorKind::Stale, messages::UserStale));
            stale.standing = *before;
            return std::unexpected(stale);
        }
        const auto told = store(transaction, *before, after, by).and_then([&](const QList<audit::Event> &events) {
            return append(transaction, tenant, events);
        });
        if (!told)
            return std::unexpected(told.error());
        m_sessions.follow(transaction, {after});
        if (before->isCertificatePermitted != after.isCertificatePermitted) {
            const auto refreshed = refreshCertificates(m_tenants, transaction, tenant, id);
            if (!refreshed)
                return std::unexpected(refreshed.error());
        }
        if (before->role != after.role) {
            if (const auto stays = checkAdministratorStays(transaction.database(), tenant); !stays)
                return std::unexpected(stays.error().under(u"role"_s));
        }
        return knownUser(transaction.database(), tenant, id).transform_error([](const Error &error) {
            return UserRefusal(error);
        });
    });
}

Result<QList<audit::Event>> Users::store(
    Transaction &transaction, const User &before, const User &after, const Author &by)
{
    const auto stored = storeUser(transaction.database(), after);
    if (!stored)
        return std::unexpected(stored.error());
    if (!*stored)
        return std::unexpected(Error(ErrorKind::Stale, messages::UserStale));
    return userChanged(before, after, by, m_tenants.now());
}

Result<void> Users::remove(TenantId tenant, UserId id, const Author &by)
{
    if (id == by.user)
        return std::unexpected(Error(ErrorKind::Conflict, messages::UserIsOneself));
    return m_tenants.store().write([&](Transaction &transaction) -> Result<void> {
        Database &database = transaction.database();
        const auto user = knownUser(database, tenant, id);
        if (!user)
            return std::unexpected(user.error());
        const auto ended = m_sessions.endAllOf(transaction, tenant, id, {.reason = u"user deleted"_s, .by = by});
        if (!ended)
            return std::unexpected(ended.error());
        return removeUser(database, tenant, id)
            .and_then([&] { return checkAdministratorStays(database, tenant); })
            .and_then([&] { return refreshCertificates(m_tenants, transaction, tenant, id); })
            .and_then([&] { return append(transaction, tenant, {userDeleted(*user, by, m_tenants.now())}); });
    });
}

Result<void> Users::noteExport(TenantId tenant, const Author &by)
{
    return m_tenants.store().write([&](Transaction &transaction) -> Result<void> {
        const auto page = usersPage(transaction.database(), tenant, {.limit = 1}, m_tenants.now());
        if (!page)
            return std::unexpected(page.error());
        return append(transaction, tenant, {usersExported(page->total, by, m_tenants.now())});
    });
}

}
