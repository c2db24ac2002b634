// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/tenants.h"
#include "store/tenantservice.h"

#include <shared_mutex>

namespace sekimori::platformd {

/// The other services of all tenants and their tokens, which are looked up in memory by a digest, as those of sessions
/// are. Every change is an event. Safe to use from many threads.
class Services {
public:
    static constexpr qsizetype mostServices = 200; ///< of one tenant
    static constexpr qsizetype mostTokens = 20; ///< of one service
    /// How far the last use that is in the store may lag behind.
    static constexpr std::chrono::minutes storedUseLag{1};

    static Result<std::unique_ptr<Services>> open(Tenants &tenants);

    /// By name.
    Result<QList<TenantService>> list(TenantId tenant);
    std::expected<TenantService, Errors> add(TenantId tenant, const NewService &service, const Author &by);
    /// With its tokens: from the return on they are nobody's. What it wrote into the log stays.
    Result<void> remove(TenantId tenant, ServiceId id, const Author &by);

    struct Issued {
        ServiceTokenId id;
        QByteArray token;
    };
    Result<Issued> issueToken(TenantId tenant, ServiceId service, const Author &by);
    /// From the return on the token is nobody's.
    Result<void> revokeToken(TenantId tenant, ServiceId service, ServiceTokenId token, const Author &by);

    /// Whose token it is; nothing where it is revoked or belongs to another tenant. Counts as a use.
    std::optional<ServiceCaller> find(TenantId tenant, QByteArrayView token);

private:
    struct Entry {
        ServiceCaller caller;
        std::atomic<audit::EventTime> storedUse;

        Entry(ServiceCaller known, audit::EventTime usedAt);
    };
    using Entries = QHash<QByteArray, std::shared_ptr<Entry>>;

    explicit Services(Tenants &tenants);

    Result<void> loadAll();
    void storeUse(Entry &entry);

    Tenants &m_tenants;
    mutable std::shared_mutex m_mutex;
    Entries m_byDigest; ///< under m_mutex
};

namespace messages {
extern const Message ServiceUnknown;
extern const Message ServiceTokenUnknown;
extern const Message TooManyServices;
extern const Message TooManyTokens;
}

}
