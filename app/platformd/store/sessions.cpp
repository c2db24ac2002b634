// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sessions.h"

#include "crypto/tokens.h"
#include "store/eventrows.h"
#include "store/stayrows.h"
#include "store/userrows.h"

#include <algorithm>
#include <mutex>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

namespace messages {
constexpr Message UserChangedMeanwhile{"session.userChanged",
    QT_TRANSLATE_NOOP("Messages", "Your account was changed while you signed in. Sign in again.")};
}

namespace {

/// After so long those that have ended are forgotten by the next one that begins.
constexpr std::chrono::minutes betweenSweeps{1};

audit::Event sessionEvent(const Session &session, const QString &action, const QString &address, audit::EventTime now)
{
    return {
        .time = now,
        .source = address,
        .user = session.loginName,
        .service = u"Common"_s,
        .module = u"Authentication"_s,
        .action = action,
        .complement = {},
    };
}

audit::Event sessionEnded(const Session &session, const SessionsEnd &end, audit::EventTime now)
{
    return {
        .time = end.by.at.value_or(now),
        .source = end.by.address,
        .user = end.by.loginName,
        .service = u"Common"_s,
        .module = u"Authentication"_s,
        .action = u"logout"_s,
        .complement = u"login name: %1; opened from: %2; reason: %3"_s.arg(
            session.loginName, session.address.isEmpty() ? u"-"_s : session.address, end.reason),
    };
}

}

Sessions::Entry::Entry(Session opened, audit::EventTime usedAt)
    : session(std::move(opened))
    , lastUsedAt(usedAt)
    , storedUse(usedAt)
{
}

bool Sessions::Entry::hasEndedAt(audit::EventTime now, std::chrono::minutes idleEnd) const
{
    if (session.endsAt && now >= *session.endsAt)
        return true;
    return now - lastUsedAt.load(std::memory_order_relaxed) >= idleEnd;
}

Sessions::Sessions(Tenants &tenants)
    : m_tenants(tenants)
{
}

Result<std::unique_ptr<Sessions>> Sessions::open(Tenants &tenants)
{
    auto sessions = std::unique_ptr<Sessions>(new Sessions(tenants));
    if (const auto loaded = sessions->loadAll(); !loaded)
        return std::unexpected(loaded.error());
    tenants.followSettings(sessions.get(),
        [self = sessions.get()](
            Transaction &transaction, const TenantState &before, const TenantState &after, const Author &by) {
            return self->endTooOld(transaction, before, after).and_then([&] {
                return self->endBrowsers(transaction, before, after, by);
            });
        });
    return sessions;
}

Sessions::~Sessions()
{
    m_tenants.followSettings(this, {});
}

Result<void> Sessions::loadAll()
{
    const auto snapshot = m_tenants.snapshot();
    return m_tenants.store().read([&](Database &database) -> Result<void> {
        for (const auto &tenant : snapshot->byId) {
            const auto rows = sessionsOf(database, tenant->id);
            if (!rows)
                return std::unexpected(rows.error());
            for (const SessionRow &row : *rows) {
                const auto entry = std::make_shared<Entry>(row.session, row.lastUsedAt);
                if (!entry->hasEndedAt(m_tenants.now(), tenant->settings.signIn.idleEnd))
                    m_byDigest.insert(row.digest, entry);
            }
        }
        return {};
    });
}

Result<QByteArray> Sessions::begin(
    const User &user, const QString &address, std::optional<audit::EventTime> endsAt, SessionKind kind)
{
    const Session session{user.tenant, user.id, user.loginName, user.displayName, user.role, address, m_tenants.now(),
        endsAt, kind, user.passwordChangedAt};
    const QString action = kind == SessionKind::Api ? u"api login"_s : u"login"_s;
    return begin(session, user, sessionEvent(session, action, address, session.openedAt));
}

Result<QByteArray> Sessions::beginStaying(
    const User &user, const QString &address, const QByteArray &stay, bool isAutomatic)
{
    const Session session{user.tenant, user.id, user.loginName, user.displayName, user.role, address, m_tenants.now(),
        {}, SessionKind::Browser, user.passwordChangedAt, stay};
    audit::Event event = sessionEvent(session, u"login"_s, address, session.openedAt);
    event.complement = isAutomatic ? u"automatic sign-in"_s : u"stays signed in"_s;
    return begin(session, user, event);
}

Result<QByteArray> Sessions::begin(const Session &session, const User &proven, const audit::Event &event)
{
    QByteArray token = crypto::newToken();
    const auto now = session.openedAt;
    const QByteArray digest = crypto::tokenDigest(token);
    const auto begun = m_tenants.store().write([&](Transaction &transaction) -> Result<void> {
        Database &database = transaction.database();
        // The stored last use lags behind, so a row ends a little later than its session.
        const auto removed
            = removeUnusedSessions(database, session.tenant, now - idleEndOf(session.tenant) - storedUseLag);
        if (!removed)
            return removed;
        const auto inserted = insertSession(database, {digest, session, now}, proven);
        if (!inserted)
            return std::unexpected(inserted.error());
        if (!*inserted)
            return std::unexpected(Error(ErrorKind::Unauthenticated, messages::UserChangedMeanwhile));
        if (const auto noted = storeSignIn(database, session.tenant, session.user, now); !noted)
            return noted;
        // On the writer's thread, so that what ends all sessions of a user finds this one, too, or comes before it.
        transaction.afterCommit([this, digest, session] { adopt(digest, session); });
        return appendEvents(transaction, session.tenant, {event}).transform([](qint64) { });
    });
    if (!begun)
        return std::unexpected(begun.error());
    return token;
}

void Sessions::adopt(const QByteArray &digest, const Session &session)
{
    const auto now = m_tenants.now();
    const std::unique_lock lock(m_mutex);
    if (now - m_sweptAt >= betweenSweeps) {
        m_sweptAt = now;
        m_byDigest.removeIf(
            [&](const Entries::iterator &it) { return (*it)->hasEndedAt(now, idleEndOf((*it)->session.tenant)); });
    }
    m_byDigest.insert(digest, std::make_shared<Entry>(session, session.openedAt));
}

std::chrono::minutes Sessions::idleEndOf(TenantId tenant) const
{
    const auto state = m_tenants.snapshot()->byId.value(tenant);
    return state ? state->settings.signIn.idleEnd : std::chrono::minutes::zero();
}

std::shared_ptr<Sessions::Entry> Sessions::entryOf(TenantId tenant, const QByteArray &digest) const
{
    const std::shared_lock lock(m_mutex);
    auto entry = m_byDigest.value(digest);
    return entry && entry->session.tenant == tenant ? entry : nullptr;
}

std::optional<Session> Sessions::find(TenantId tenant, QByteArrayView token, SessionKind kind)
{
    const QByteArray digest = crypto::tokenDigest(token);
    const auto entry = entryOf(tenant, digest);
    const auto now = m_tenants.now();
    if (!entry || entry->session.kind != kind || entry->hasEndedAt(now, idleEndOf(tenant)))
        return {};
    entry->lastUsedAt.store(now, std::memory_order_relaxed);
    storeUse(digest, *entry, now);
    return entry->session;
}

std::optional<Session> Sessions::standing(TenantId tenant, const QByteArray &digest) const
{
    const auto entry = entryOf(tenant, digest);
    if (!entry || entry->hasEndedAt(m_tenants.now(), idleEndOf(tenant)))
        return {};
    return entry->session;
}

/// Nobody waits for it: after a crash a session has at worst a minute less.
void Sessions::storeUse(const QByteArray &digest, Entry &entry, audit::EventTime now)
{
    auto stored = entry.storedUse.load(std::memory_order_relaxed);
    if (now - stored < storedUseLag || !entry.storedUse.compare_exchange_strong(stored, now))
        return;
    m_tenants.store().post([tenant = entry.session.tenant, digest, now](Transaction &transaction) {
        return storeSessionUse(transaction.database(), tenant, digest, now);
    });
}

Result<void> Sessions::end(TenantId tenant, QByteArrayView token, const QString &address)
{
    const QByteArray digest = crypto::tokenDigest(token);
    const auto entry = entryOf(tenant, digest);
    if (!entry)
        return {};
    const auto ended = m_tenants.store().write([&](Transaction &transaction) -> Result<void> {
        const auto removed = removeSession(transaction.database(), tenant, digest);
        if (!removed)
            return std::unexpected(removed.error());
        if (!*removed)
            return {};
        forgetAfterCommit(transaction, {digest});
        const auto told
            = appendEvents(transaction, tenant, {sessionEvent(entry->session, u"logout"_s, address, m_tenants.now())});
        if (!told || entry->session.stay.isEmpty())
            return told.transform([](qint64) { });
        const SessionsEnd end{u"signed out in the same browser"_s, {entry->session.loginName, address, {}}};
        return endStay(transaction, tenant, entry->session.stay, end).transform([](qint64) { });
    });
    return ended;
}

Result<qint64> Sessions::endAllOf(TenantId tenant, UserId user, const SessionsEnd &end)
{
    return m_tenants.store().write([&](Transaction &transaction) { return endAllOf(transaction, tenant, user, end); });
}

Result<qint64> Sessions::endAllOf(Transaction &transaction, TenantId tenant, UserId user, const SessionsEnd &end)
{
    if (const auto removed = removeStaysOf(transaction.database(), tenant, user); !removed)
        return std::unexpected(removed.error());
    const auto rows = sessionsOf(transaction.database(), tenant, user);
    return rows ? endThose(transaction, tenant, *rows, end) : std::unexpected(rows.error());
}

Result<qint64> Sessions::endStay(
    Transaction &transaction, TenantId tenant, const QByteArray &family, const SessionsEnd &end)
{
    if (const auto removed = removeStay(transaction.database(), tenant, family); !removed)
        return std::unexpected(removed.error());
    const auto rows = sessionsOfStay(transaction.database(), tenant, family);
    return rows ? endThose(transaction, tenant, *rows, end) : std::unexpected(rows.error());
}

Result<qint64> Sessions::endThose(
    Transaction &transaction, TenantId tenant, const QList<SessionRow> &rows, const SessionsEnd &end)
{
    const auto now = m_tenants.now();
    const QByteArray kept = end.keptToken.isEmpty() ? QByteArray() : crypto::tokenDigest(end.keptToken);
    QList<QByteArray> ended;
    QList<audit::Event> events;
    for (const SessionRow &row : rows) {
        if (row.digest == kept)
            continue;
        if (const auto removed = removeSession(transaction.database(), tenant, row.digest); !removed)
            return std::unexpected(removed.error());
        ended.append(row.digest);
        if (!Entry(row.session, row.lastUsedAt).hasEndedAt(now, idleEndOf(tenant) + storedUseLag))
            events.append(sessionEnded(row.session, end, now));
    }
    forgetAfterCommit(transaction, ended);
    if (!events.isEmpty()) {
        if (const auto appended = appendEvents(transaction, tenant, events); !appended)
            return appended;
    }
    return events.size();
}

void Sessions::forgetAfterCommit(Transaction &transaction, const QList<QByteArray> &digests)
{
    transaction.afterCommit([this, digests] {
        const std::unique_lock lock(m_mutex);
        for (const QByteArray &digest : digests)
            m_byDigest.remove(digest);
    });
}

Result<void> Sessions::endTooOld(Transaction &transaction, const TenantState &before, const TenantState &after)
{
    const policy::SignIn &old = before.settings.signIn;
    const policy::SignIn &fresh = after.settings.signIn;
    Database &database = transaction.database();
    const auto now = m_tenants.now();
    if (old.automaticSignIn != fresh.automaticSignIn) {
        const auto none = std::chrono::days(0);
        const auto shorter = std::min(old.automaticSignIn.value_or(none), fresh.automaticSignIn.value_or(none));
        if (const auto removed = removeOldStays(database, after.id, now - shorter); !removed)
            return removed;
    }
    if (old.idleEnd == fresh.idleEnd)
        return {};
    const auto idleEnd = std::min(old.idleEnd, fresh.idleEnd);
    const auto rows = sessionsOf(database, after.id);
    if (!rows)
        return std::unexpected(rows.error());
    QList<QByteArray> ended;
    for (const SessionRow &row : *rows) {
        // The last use that is in the store may lag behind the one that counts.
        const auto entry = entryOf(after.id, row.digest);
        if (entry ? !entry->hasEndedAt(now, idleEnd) : !Entry(row.session, row.lastUsedAt).hasEndedAt(now, idleEnd))
            continue;
        if (const auto removed = removeSession(database, after.id, row.digest); !removed)
            return std::unexpected(removed.error());
        ended.append(row.digest);
    }
    forgetAfterCommit(transaction, ended);
    return {};
}

/// A browser belongs to the address that it was signed in at, and that one is the tenant's no more.
Result<void> Sessions::endBrowsers(
    Transaction &transaction, const TenantState &before, const TenantState &after, const Author &by)
{
    if (before.subdomain == after.subdomain)
        return {};
    if (const auto removed = removeOldStays(transaction.database(), after.id, m_tenants.now()); !removed)
        return removed;
    auto rows = sessionsOf(transaction.database(), after.id);
    if (!rows)
        return std::unexpected(rows.error());
    rows->removeIf([](const SessionRow &row) { return row.session.kind != SessionKind::Browser; });
    return endThose(transaction, after.id, *rows, {.reason = u"subdomain changed"_s, .by = by}).transform([](qint64) {
    });
}

QList<OpenSession> Sessions::list(TenantId tenant, const SessionsWanted &wanted) const
{
    const auto isBefore = [](const OpenSession &left, const OpenSession &right) {
        if (left.session.openedAt != right.session.openedAt)
            return left.session.openedAt > right.session.openedAt;
        return left.digest < right.digest;
    };
    const auto isLate = [&](const QByteArray &digest, const Session &session) {
        if (!wanted.after)
            return false;
        const auto &[openedAt, last] = *wanted.after;
        return session.openedAt > openedAt || (session.openedAt == openedAt && digest <= last);
    };
    const auto now = m_tenants.now();
    const auto idleEnd = idleEndOf(tenant);
    QList<OpenSession> found;
    {
        const std::shared_lock lock(m_mutex);
        for (auto each = m_byDigest.cbegin(); each != m_byDigest.cend(); ++each) {
            const Session &session = (*each)->session;
            if (session.tenant != tenant || (wanted.user && session.user != *wanted.user) || isLate(each.key(), session)
                || (*each)->hasEndedAt(now, idleEnd))
                continue;
            found.append({each.key(), session, (*each)->lastUsedAt.load(std::memory_order_relaxed)});
        }
    }
    const qsizetype count = std::min(found.size(), qsizetype(wanted.limit));
    std::ranges::partial_sort(found, found.begin() + count, isBefore);
    found.resize(count);
    return found;
}

void Sessions::follow(Transaction &transaction, const QList<User> &changed)
{
    if (changed.isEmpty())
        return;
    QHash<UserId, User> byId;
    for (const User &user : changed)
        byId.insert(user.id, user);
    transaction.noteChange(changed.first().tenant);
    for (const User &user : changed) {
        // Should this fail, they are refused when they are used.
        (void)removeStaysOfOtherRoles(transaction.database(), user.tenant, user.id, user.role);
    }
    transaction.afterCommit([this, byId] {
        const std::unique_lock lock(m_mutex);
        for (std::shared_ptr<Entry> &entry : m_byDigest) {
            const auto user = byId.constFind(entry->session.user);
            if (user == byId.cend())
                continue;
            // Others read the old one without a lock.
            Session session = entry->session;
            session.loginName = user->loginName;
            session.displayName = user->displayName;
            session.role = user->role;
            session.passwordChangedAt = user->passwordChangedAt;
            entry = std::make_shared<Entry>(std::move(session), entry->lastUsedAt);
        }
    });
}

}
