// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/session.h"
#include "store/tenants.h"

#include <future>
#include <map>
#include <mutex>

namespace sekimori::platformd {

/// Writes what the platform's staff look at into the tenant's log, before they see it. What the same person looks at
/// again within a minute is not told again. Safe to use from many threads.
class SupportViews {
public:
    static constexpr std::chrono::minutes pause{1};
    /// That are remembered; beyond them each look is told.
    static constexpr size_t mostRemembered = 4096;

    explicit SupportViews(Tenants &tenants)
        : m_tenants(tenants)
    {
    }

    /// Returns when the log on disk tells that the session's user has seen @p resource at @p address. Where it fails,
    /// nothing is to be shown.
    Result<void> note(const Session &session, const QString &resource, const QString &address);

private:
    struct View {
        TenantId tenant;
        UserId user;
        QString resource;

        auto operator<=>(const View &) const = default;
    };
    struct Told {
        audit::EventTime at{};
        std::shared_future<bool> isOnDisk;
    };

    Result<void> tell(const Session &session, const QString &resource, const QString &address, audit::EventTime now);
    void makeRoom(audit::EventTime now);

    Tenants &m_tenants;
    std::mutex m_mutex;
    std::map<View, Told> m_told; ///< under m_mutex
};

}
