// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/tenants.h"

#include "crypto/tokens.h"
#include "store/certificaterows.h"
#include "store/chainrows.h"
#include "store/eventrows.h"
#include "store/eventsearch.h"
#include "store/formernames.h"
#include "store/recoveryrows.h"
#include "store/settingsrows.h"
#include "store/tenantrows.h"
#include "store/userevents.h"
#include "store/userrows.h"

#include <QLoggingCategory>

#include <limits>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

Q_LOGGING_CATEGORY(logStart, "sekimorid.start")

std::shared_ptr<const TenantState> stateOf(TenantId id, StoredSettings stored)
{
    auto state = std::make_shared<TenantState>();
    state->id = id;
    state->revisions = std::move(stored.revisions);
    adopt(*state, std::move(stored.settings));
    return state;
}

void put(Snapshot &snapshot, const std::shared_ptr<const TenantState> &state)
{
    const auto before = snapshot.byId.value(state->id);
    if (before && before->subdomain != state->subdomain)
        snapshot.bySubdomain.remove(before->subdomain.toLatin1());
    snapshot.bySubdomain.insert(state->subdomain.toLatin1(), state);
    snapshot.byId.insert(state->id, state);
}

/// Null where the tenant has no authority yet.
Result<std::shared_ptr<const CertificateBook>> storedCertificates(Database &database, TenantId tenant)
{
    const auto authority = authorityOf(database, tenant);
    if (!authority)
        return std::unexpected(authority.error());
    if (!*authority)
        return nullptr;
    return knownCertificates(database, tenant).transform([&](const KnownCertificates &known) {
        return std::make_shared<const CertificateBook>(
            CertificateBook().withAuthority((*authority)->certificatePem).with(known));
    });
}

/// Events of a time without a chain are linked before anybody is answered, so that no event is ever without a hash for
/// whoever reads one. It is done once, in steps; where it is broken off, the next start goes on.
Result<void> linkOlder(Store &store)
{
    constexpr int atOnce = 4096;
    const auto tenants = store.read([](Database &database) { return tenantsToLink(database); });
    if (!tenants)
        return std::unexpected(tenants.error());
    for (const TenantId tenant : *tenants) {
        qCInfo(logStart) << "Linking the events of tenant" << tenant.value
                         << "that were written before logs had a chain";
        for (bool isThrough = false; !isThrough;) {
            const auto more
                = store.write([&](Transaction &transaction) { return linkOlderEvents(transaction, tenant, atOnce); });
            if (!more)
                return std::unexpected(more.error());
            isThrough = !*more;
        }
    }
    return {};
}

Result<void> insertUsers(
    Transaction &transaction, TenantId tenant, const QList<NewUser> &users, const Author &by, audit::EventTime now)
{
    QList<audit::Event> events;
    for (const NewUser &user : users) {
        if (const auto inserted = insertUser(transaction.database(), tenant, user, by.at.value_or(now)); !inserted)
            return std::unexpected(inserted.error());
        events.append(userAdded(user, by, now));
    }
    return appendEvents(transaction, tenant, events).transform([](qint64) { });
}

}

Tenants::Tenants(std::unique_ptr<Store> store)
    : m_processKey(crypto::randomBytes(32))
    , m_snapshot(std::make_shared<const Snapshot>())
    , m_store(std::move(store))
{
}

Result<std::unique_ptr<Tenants>> Tenants::open(const StoreOptions &options)
{
    auto store = Store::open(options);
    if (!store)
        return std::unexpected(store.error());
    auto tenants = std::unique_ptr<Tenants>(new Tenants(std::move(*store)));
    const auto ready = linkOlder(*tenants->m_store).and_then([&] { return tenants->loadAll(); });
    if (!ready)
        return std::unexpected(ready.error());
    return tenants;
}

Result<void> Tenants::loadAll()
{
    auto snapshot = m_store->read([now = now()](Database &database) -> Result<std::shared_ptr<Snapshot>> {
        auto loaded = std::make_shared<Snapshot>();
        const auto rows = allTenants(database);
        if (!rows)
            return std::unexpected(rows.error());
        for (const TenantRow &row : *rows) {
            auto stored = storedSettings(database, row.id);
            if (!stored)
                return std::unexpected(stored.error());
            put(*loaded, stateOf(row.id, std::move(*stored)));
            const auto recovery = storedRecovery(database, row.id, now);
            if (!recovery)
                return std::unexpected(recovery.error());
            if (*recovery)
                loaded->recoveries.insert(row.id, **recovery);
            const auto book = storedCertificates(database, row.id);
            if (!book)
                return std::unexpected(book.error());
            if (*book)
                loaded->certificates.insert(row.id, *book);
        }
        return loaded;
    });
    if (!snapshot)
        return std::unexpected(snapshot.error());
    m_snapshot.store(std::move(*snapshot), std::memory_order_release);
    return {};
}

void Tenants::publish(const std::shared_ptr<const TenantState> &state)
{
    auto next = std::make_shared<Snapshot>(*snapshot());
    put(*next, state);
    m_snapshot.store(std::move(next), std::memory_order_release);
    m_store->changes().notify(state->id);
}

void Tenants::publishRecovery(TenantId tenant, const Recovery &recovery)
{
    auto next = std::make_shared<Snapshot>(*snapshot());
    next->recoveries.insert(tenant, recovery);
    m_snapshot.store(std::move(next), std::memory_order_release);
    m_store->changes().notify(tenant);
}

void Tenants::publishCertificates(
    TenantId tenant, const std::function<CertificateBook(const CertificateBook &)> &change)
{
    auto next = std::make_shared<Snapshot>(*snapshot());
    auto &book = next->certificates[tenant];
    book = std::make_shared<const CertificateBook>(change(book ? *book : CertificateBook()));
    m_snapshot.store(std::move(next), std::memory_order_release);
    m_store->changes().notify(tenant);
}

void Tenants::followSettings(const void *who, SettingsFollower follower)
{
    if (follower)
        m_followers[who] = std::move(follower);
    else
        m_followers.erase(who);
}

Result<void> Tenants::follow(
    Transaction &transaction, const TenantState &before, const TenantState &after, const Author &by) const
{
    for (const auto &[who, follower] : m_followers) {
        if (const auto followed = follower(transaction, before, after, by); !followed)
            return followed;
    }
    return {};
}

Result<TenantId> Tenants::create(const NewTenant &tenant)
{
    if (const auto problem = policy::problemOfSubdomain(tenant.subdomain))
        return std::unexpected(problem->under(u"subdomain"_s));
    NewUser administrator = tenant.administrator;
    administrator.role = Role::Administrator;
    if (const auto problems = problemsOf(administrator); !problems.isEmpty())
        return std::unexpected(problems.first().under(u"administrator"_s));
    const QString displayName = tenant.displayName.isEmpty() ? tenant.subdomain : tenant.displayName;
    if (const auto problem = problemOfDisplayName(displayName))
        return std::unexpected(*problem);

    return m_store->write([&](Transaction &transaction) -> Result<TenantId> {
        Database &database = transaction.database();
        if (const auto free = checkNotKept(database, tenant.subdomain, {}, now()); !free)
            return std::unexpected(free.error().under(u"subdomain"_s));
        const auto id = insertTenant(database, tenant.subdomain, displayName, tenant.by.at.value_or(now()));
        if (!id)
            return id;
        if (const auto added = insertUsers(transaction, *id, {administrator}, tenant.by, now()); !added)
            return std::unexpected(added.error());
        auto stored = storedSettings(database, *id);
        if (!stored)
            return std::unexpected(stored.error());
        auto state = stateOf(*id, std::move(*stored));
        transaction.afterCommit([this, state] { publish(state); });
        return id;
    });
}

Result<std::optional<User>> Tenants::findUser(TenantId tenant, const QString &loginName)
{
    return m_store->read([&](Database &database) { return userNamed(database, tenant, loginName); });
}

Result<void> Tenants::addUsers(TenantId tenant, const QList<NewUser> &users, const Author &by)
{
    for (qsizetype i = 0; i < users.size(); ++i) {
        if (const auto problems = problemsOf(users[i]); !problems.isEmpty())
            return std::unexpected(problems.first().under(u"[%1]"_s.arg(i)));
    }
    return m_store->write([&](Transaction &transaction) { return insertUsers(transaction, tenant, users, by, now()); });
}

Result<qint64> Tenants::appendEvent(TenantId tenant, const audit::Event &event)
{
    return m_store->write(
        [&](Transaction &transaction) { return platformd::appendEvents(transaction, tenant, {event}); });
}

Result<void> Tenants::appendEvents(TenantId tenant, const QList<audit::Event> &events)
{
    return m_store->write([&](Transaction &transaction) -> Result<void> {
        return platformd::appendEvents(transaction, tenant, events).transform([](qint64) { });
    });
}

Result<EventPage> Tenants::events(TenantId tenant, int limit, std::optional<qint64> after, const TimeSpan &span)
{
    return m_store->search([&](Database &database) {
        return EventSearch::open(database, tenant, {}, span)
            .and_then([&](EventSearch search) {
                return search.below(after.value_or(std::numeric_limits<qint64>::max()), limit);
            })
            .transform([](const FoundEvents &found) {
                return EventPage{found.events, found.isThrough ? std::nullopt : std::optional(found.reached)};
            });
    });
}

Result<QList<audit::Event>> Tenants::eventsAbove(TenantId tenant, int limit, qint64 above)
{
    const auto closed = m_store->read([&](Database &database) { return closedUpTo(database, tenant); });
    if (!closed)
        return std::unexpected(closed.error());
    const auto read = [&](Database &database) { return platformd::eventsAbove(database, tenant, limit, above); };
    // Opening a segment takes a second or two: who reads something else does not wait for that.
    return above < *closed ? m_store->search(read) : m_store->read(read);
}

Result<qint64> Tenants::lastEventNumber(TenantId tenant)
{
    return m_store->read([&](Database &database) { return platformd::lastEventNumber(database, tenant); });
}

}
