// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/services.h"

#include "crypto/tokens.h"
#include "store/eventrows.h"
#include "store/servicerows.h"

#include <QtEndian>

#include <mutex>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

namespace messages {
constexpr Message ServiceUnknown{
    "service.unknown", QT_TRANSLATE_NOOP("Messages", "There is no such service here. Read the list again.")};
constexpr Message ServiceTokenUnknown{"service.tokenUnknown",
    QT_TRANSLATE_NOOP("Messages", "The service has no such token; it may have been revoked. Read the list again.")};
constexpr Message TooManyServices{"service.tooMany",
    QT_TRANSLATE_NOOP("Messages", "There are %1 services already, and more there cannot be. Delete one first.")};
constexpr Message TooManyTokens{"service.tooManyTokens",
    QT_TRANSLATE_NOOP("Messages", "The service has %1 tokens already, and more it cannot have. Revoke one first.")};
}

namespace {

/// Random, so that an id that was deleted never means another thing later; within what JSON carries everywhere.
qint64 newId()
{
    const QByteArray bytes = crypto::randomBytes(8);
    return qint64(qFromBigEndian<quint64>(bytes.constData()) >> 12U) + 1;
}

audit::Event serviceEvent(const Author &by, const QString &action, const QString &complement, audit::EventTime now)
{
    return {
        .time = by.at.value_or(now),
        .source = by.address,
        .user = by.loginName,
        .service = u"Common"_s,
        .module = u"Services"_s,
        .action = action,
        .level = audit::Level::Notice,
        .complement = complement,
    };
}

Result<TenantService> knownService(Database &database, TenantId tenant, ServiceId id)
{
    auto service = serviceOf(database, tenant, id);
    if (!service)
        return std::unexpected(service.error());
    if (!*service)
        return std::unexpected(Error(ErrorKind::NotFound, messages::ServiceUnknown));
    return std::move(**service);
}

Result<void> append(Transaction &transaction, TenantId tenant, const audit::Event &event)
{
    return appendEvents(transaction, tenant, {event}).transform([](qint64) { });
}

}

Services::Entry::Entry(ServiceCaller known, audit::EventTime usedAt)
    : caller(std::move(known))
    , storedUse(usedAt)
{
}

Services::Services(Tenants &tenants)
    : m_tenants(tenants)
{
}

Result<std::unique_ptr<Services>> Services::open(Tenants &tenants)
{
    auto services = std::unique_ptr<Services>(new Services(tenants));
    if (const auto loaded = services->loadAll(); !loaded)
        return std::unexpected(loaded.error());
    return services;
}

Result<void> Services::loadAll()
{
    const auto snapshot = m_tenants.snapshot();
    return m_tenants.store().read([&](Database &database) -> Result<void> {
        for (const auto &tenant : snapshot->byId) {
            const auto rows = serviceTokensOf(database, tenant->id);
            if (!rows)
                return std::unexpected(rows.error());
            for (const ServiceTokenRow &row : *rows)
                m_byDigest.insert(
                    row.digest, std::make_shared<Entry>(row.caller, row.lastUsedAt.value_or(audit::EventTime())));
        }
        return {};
    });
}

Result<QList<TenantService>> Services::list(TenantId tenant)
{
    return m_tenants.store().read([&](Database &database) { return servicesOf(database, tenant); });
}

std::expected<TenantService, Errors> Services::add(TenantId tenant, const NewService &service, const Author &by)
{
    if (Errors errors = problemsOf(service); !errors.isEmpty())
        return std::unexpected(std::move(errors));
    TenantService added{{newId()}, service.name, QUrl(service.url), service.description, {}};
    return m_tenants.store()
        .write([&](Transaction &transaction) -> Result<TenantService> {
            Database &database = transaction.database();
            const auto now = by.at.value_or(m_tenants.now());
            const auto present = servicesOf(database, tenant);
            if (!present)
                return std::unexpected(present.error());
            if (present->size() >= mostServices)
                return std::unexpected(
                    Error(ErrorKind::Conflict, messages::TooManyServices, {QString::number(mostServices)}));
            const QString complement
                = u"name: %1; address: %2"_s.arg(added.name, added.url.toString(QUrl::FullyEncoded));
            return insertService(database, tenant, added, by.loginName, now)
                .and_then([&] { return append(transaction, tenant, serviceEvent(by, u"add"_s, complement, now)); })
                .transform([&] { return added; });
        })
        .transform_error([](const Error &error) { return Errors{error}; });
}

Result<void> Services::remove(TenantId tenant, ServiceId id, const Author &by)
{
    const auto removed = m_tenants.store().write([&](Transaction &transaction) -> Result<void> {
        Database &database = transaction.database();
        const auto service = knownService(database, tenant, id);
        if (!service)
            return std::unexpected(service.error());
        const QString complement = u"name: %1; tokens revoked: %2"_s.arg(service->name).arg(service->tokens.size());
        return removeService(database, tenant, id).and_then([&] {
            return append(transaction, tenant, serviceEvent(by, u"delete"_s, complement, m_tenants.now()));
        });
    });
    if (!removed)
        return removed;
    const std::unique_lock lock(m_mutex);
    m_byDigest.removeIf([&](const Entries::iterator &it) { return (*it)->caller.service == id; });
    return {};
}

Result<Services::Issued> Services::issueToken(TenantId tenant, ServiceId service, const Author &by)
{
    Issued issued{{newId()}, crypto::newToken()};
    const QByteArray digest = crypto::tokenDigest(issued.token);
    const auto name = m_tenants.store().write([&](Transaction &transaction) -> Result<QString> {
        Database &database = transaction.database();
        const auto known = knownService(database, tenant, service);
        if (!known)
            return std::unexpected(known.error());
        if (known->tokens.size() >= mostTokens)
            return std::unexpected(Error(ErrorKind::Conflict, messages::TooManyTokens, {QString::number(mostTokens)}));
        const auto now = m_tenants.now();
        const ServiceToken token{issued.id, now, by.loginName, {}};
        const QString complement = u"service: %1; token: %2"_s.arg(known->name).arg(issued.id.value);
        return insertServiceToken(database, tenant, service, token, digest)
            .and_then([&] { return append(transaction, tenant, serviceEvent(by, u"issue token"_s, complement, now)); })
            .transform([&] { return known->name; });
    });
    if (!name)
        return std::unexpected(name.error());
    const std::unique_lock lock(m_mutex);
    m_byDigest.insert(
        digest, std::make_shared<Entry>(ServiceCaller{tenant, service, issued.id, *name}, audit::EventTime()));
    return issued;
}

Result<void> Services::revokeToken(TenantId tenant, ServiceId service, ServiceTokenId token, const Author &by)
{
    const auto revoked = m_tenants.store().write([&](Transaction &transaction) -> Result<void> {
        Database &database = transaction.database();
        const auto known = knownService(database, tenant, service);
        if (!known)
            return std::unexpected(known.error());
        if (!std::ranges::contains(known->tokens, token, &ServiceToken::id))
            return std::unexpected(Error(ErrorKind::NotFound, messages::ServiceTokenUnknown));
        const QString complement = u"service: %1; token: %2"_s.arg(known->name).arg(token.value);
        return removeServiceToken(database, tenant, token).and_then([&] {
            return append(transaction, tenant, serviceEvent(by, u"revoke token"_s, complement, m_tenants.now()));
        });
    });
    if (!revoked)
        return revoked;
    const std::unique_lock lock(m_mutex);
    m_byDigest.removeIf([&](const Entries::iterator &it) { return (*it)->caller.token == token; });
    return {};
}

std::optional<ServiceCaller> Services::find(TenantId tenant, QByteArrayView token)
{
    const QByteArray digest = crypto::tokenDigest(token);
    std::shared_ptr<Entry> entry;
    {
        const std::shared_lock lock(m_mutex);
        entry = m_byDigest.value(digest);
    }
    if (!entry || entry->caller.tenant != tenant)
        return std::nullopt;
    storeUse(*entry);
    return entry->caller;
}

/// Nobody waits for it: after a crash the list has at worst a minute less.
void Services::storeUse(Entry &entry)
{
    const auto now = m_tenants.now();
    auto stored = entry.storedUse.load(std::memory_order_relaxed);
    if (now - stored < storedUseLag || !entry.storedUse.compare_exchange_strong(stored, now))
        return;
    m_tenants.store().post([caller = entry.caller, now](Transaction &transaction) {
        return storeServiceTokenUse(transaction.database(), caller.tenant, caller.token, now);
    });
}

}
