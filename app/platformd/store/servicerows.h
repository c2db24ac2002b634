// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/database.h"
#include "store/tenantservice.h"

namespace sekimori::platformd {

struct ServiceTokenRow {
    QByteArray digest; ///< of the token, which is stored nowhere
    ServiceCaller caller;
    std::optional<audit::EventTime> lastUsedAt;
};

/// By name, each with its tokens, oldest first.
Result<QList<TenantService>> servicesOf(Database &database, TenantId tenant);
/// None where the tenant has no such service.
Result<std::optional<TenantService>> serviceOf(Database &database, TenantId tenant, ServiceId id);
Result<QList<ServiceTokenRow>> serviceTokensOf(Database &database, TenantId tenant);

/// The name must not be taken in the tenant; that is an error with the field `name`.
Result<void> insertService(Database &database, TenantId tenant, const TenantService &service, const QString &createdBy,
    audit::EventTime createdAt);
/// With its tokens and all that is remembered of its batches. Its events stay.
Result<void> removeService(Database &database, TenantId tenant, ServiceId id);

Result<void> insertServiceToken(
    Database &database, TenantId tenant, ServiceId service, const ServiceToken &token, const QByteArray &digest);
Result<void> removeServiceToken(Database &database, TenantId tenant, ServiceTokenId token);
/// @p lastUsedAt of a token that has been removed changes nothing.
Result<void> storeServiceTokenUse(
    Database &database, TenantId tenant, ServiceTokenId token, audit::EventTime lastUsedAt);

}
