// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sessions.h"

#include "crypto/tokens.h"
#include "store/eventrows.h"
#include "store/sessionrows.h"
#include "store/userrows.h"

#include <mutex>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

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

audit::Event roleChanged(const User &user, Role role, const Author &by, audit::EventTime now)
{
    return {
        .time = by.at.value_or(now),
        .source = by.address,
        .user = by.loginName,
        .service = u"Common"_s,
        .module = u"User administration"_s,
        .action = u"set role"_s,
        .level = audit::Level::Notice,
        .complement
        = u"login name: %1; role: %2 -> %3"_s.arg(user.loginName, policy::nameOf(user.role), policy::nameOf(role)),
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
    return sessions;
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
    QByteArray token = crypto::newToken();
    const auto now = m_tenants.now();
    const Session session{
        user.tenant, user.id, user.loginName, user.displayName, user.role, address, now, endsAt, kind};
    const QString action = kind == SessionKind::Api ? u"api login"_s : u"login"_s;
    const QByteArray digest = crypto::tokenDigest(token);
    const auto begun = m_tenants.store().write([&](Transaction &transaction) -> Result<void> {
        // The stored last use lags behind, so a row ends a little later than its session.
        const auto inserted = insertSession(
            transaction.database(), {digest, session, now}, now - idleEndOf(session.tenant) - storedUseLag);
        if (!inserted)
            return inserted;
        return appendEvents(transaction, session.tenant, {sessionEvent(session, action, address, now)})
            .transform([](qint64) { });
    });
    if (!begun)
        return std::unexpected(begun.error());
    const std::unique_lock lock(m_mutex);
    m_byDigest.removeIf(
        [&](const Entries::iterator &it) { return (*it)->hasEndedAt(now, idleEndOf((*it)->session.tenant)); });
    m_byDigest.insert(digest, std::make_shared<Entry>(session, now));
    return token;
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
        return appendEvents(transaction, tenant, {sessionEvent(entry->session, u"logout"_s, address, m_tenants.now())})
            .transform([](qint64) { });
    });
    if (!ended)
        return ended;
    {
        const std::unique_lock lock(m_mutex);
        m_byDigest.remove(digest);
    }
    m_tenants.store().changes().notify(tenant);
    return {};
}

Result<void> Sessions::changeRole(const User &user, Role role, const Author &by)
{
    const auto changed = m_tenants.store().write([&](Transaction &transaction) -> Result<void> {
        const auto stored = storeRole(transaction.database(), user.tenant, user.id, role);
        if (!stored)
            return stored;
        return appendEvents(transaction, user.tenant, {roleChanged(user, role, by, m_tenants.now())})
            .transform([](qint64) { });
    });
    if (!changed)
        return changed;
    {
        const std::unique_lock lock(m_mutex);
        for (std::shared_ptr<Entry> &entry : m_byDigest) {
            if (entry->session.tenant != user.tenant || entry->session.user != user.id)
                continue;
            // Others read the old one without a lock.
            Session session = entry->session;
            session.role = role;
            entry = std::make_shared<Entry>(std::move(session), entry->lastUsedAt);
        }
    }
    m_tenants.store().changes().notify(user.tenant);
    return {};
}

}
