// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/servicerows.h"

#include "store/columns.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

std::optional<audit::EventTime> useColumn(const QVariant &column)
{
    return column.toLongLong() == 0 ? std::nullopt : std::optional(timeColumn(column));
}

Result<void> done(const Result<qint64> &changed)
{
    if (!changed)
        return std::unexpected(changed.error());
    return {};
}

struct OwnedToken {
    ServiceId service;
    ServiceToken token;
};

Result<QList<OwnedToken>> tokensOf(Database &database, TenantId tenant)
{
    return database.select(u"SELECT service, id, created_at, created_by, last_used_at FROM service_tokens"
                           " WHERE tenant = ? ORDER BY created_at, id"_s,
        {tenant.value}, [](const QSqlQuery &row) {
            return OwnedToken{
                {row.value(0).toLongLong()},
                {
                    .id = {row.value(1).toLongLong()},
                    .createdAt = timeColumn(row.value(2)),
                    .createdBy = row.value(3).toString(),
                    .lastUsedAt = useColumn(row.value(4)),
                },
            };
        });
}

}

Result<QList<TenantService>> servicesOf(Database &database, TenantId tenant)
{
    auto services
        = database.select(u"SELECT id, name, url, description FROM services WHERE tenant = ? ORDER BY name_key"_s,
            {tenant.value}, [](const QSqlQuery &row) {
                return TenantService{
                    .id = {row.value(0).toLongLong()},
                    .name = row.value(1).toString(),
                    .url = QUrl(row.value(2).toString()),
                    .description = row.value(3).toString(),
                    .tokens = {},
                };
            });
    if (!services)
        return services;
    const auto tokens = tokensOf(database, tenant);
    if (!tokens)
        return std::unexpected(tokens.error());
    for (TenantService &service : *services) {
        for (const OwnedToken &owned : *tokens) {
            if (owned.service == service.id)
                service.tokens << owned.token;
        }
    }
    return services;
}

Result<std::optional<TenantService>> serviceOf(Database &database, TenantId tenant, ServiceId id)
{
    const auto services = servicesOf(database, tenant);
    if (!services)
        return std::unexpected(services.error());
    for (const TenantService &service : *services) {
        if (service.id == id)
            return service;
    }
    return std::nullopt;
}

Result<QList<ServiceTokenRow>> serviceTokensOf(Database &database, TenantId tenant)
{
    return database.select(u"SELECT t.digest, t.service, t.id, s.name, t.last_used_at FROM service_tokens t"
                           " JOIN services s ON s.id = t.service AND s.tenant = t.tenant WHERE t.tenant = ?"_s,
        {tenant.value}, [&](const QSqlQuery &row) {
            return ServiceTokenRow{
                .digest = row.value(0).toByteArray(),
                .caller = {tenant, {row.value(1).toLongLong()}, {row.value(2).toLongLong()}, row.value(3).toString()},
                .lastUsedAt = useColumn(row.value(4)),
            };
        });
}

Result<void> insertService(Database &database, TenantId tenant, const TenantService &service, const QString &createdBy,
    audit::EventTime createdAt)
{
    const auto inserted
        = database.run(u"INSERT INTO services (id, tenant, name_key, name, url, description, created_at, created_by)"
                       " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (tenant, name_key) DO NOTHING"_s,
            {service.id.value, tenant.value, serviceKey(service.name), service.name,
                service.url.toString(QUrl::FullyEncoded), service.description, toColumn(createdAt), createdBy});
    if (!inserted)
        return std::unexpected(inserted.error());
    if (*inserted == 0)
        return std::unexpected(Error(ErrorKind::Conflict, messages::ServiceNameTaken, {service.name}, u"name"_s));
    return {};
}

Result<void> removeService(Database &database, TenantId tenant, ServiceId id)
{
    for (const QString &statement : {u"DELETE FROM intakes WHERE tenant = ? AND service = ?"_s,
             u"DELETE FROM service_tokens WHERE tenant = ? AND service = ?"_s,
             u"DELETE FROM services WHERE tenant = ? AND id = ?"_s}) {
        if (const auto removed = database.run(statement, {tenant.value, id.value}); !removed)
            return std::unexpected(removed.error());
    }
    return {};
}

Result<void> insertServiceToken(
    Database &database, TenantId tenant, ServiceId service, const ServiceToken &token, const QByteArray &digest)
{
    return done(database.run(u"INSERT INTO service_tokens (id, tenant, service, digest, created_at, created_by)"
                             " VALUES (?, ?, ?, ?, ?, ?)"_s,
        {token.id.value, tenant.value, service.value, digest, toColumn(token.createdAt), token.createdBy}));
}

Result<void> removeServiceToken(Database &database, TenantId tenant, ServiceTokenId token)
{
    return done(database.run(u"DELETE FROM service_tokens WHERE tenant = ? AND id = ?"_s, {tenant.value, token.value}));
}

Result<void> storeServiceTokenUse(
    Database &database, TenantId tenant, ServiceTokenId token, audit::EventTime lastUsedAt)
{
    return done(database.run(u"UPDATE service_tokens SET last_used_at = ? WHERE tenant = ? AND id = ?"_s,
        {toColumn(lastUsedAt), tenant.value, token.value}));
}

}
