// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "control/controlserver.h"
#include "local/leases.h"
#include "local/localidentity.h"
#include "service/service.h"

#include <functional>

namespace sekimori::platformd {

struct LocalOptions {
    QString folder;
    quint16 port = 0; ///< 0: the one of last time, else the usual one, else the next that is free
    Durability durability = Durability::Full;
    ListenerLimits limits = {};
};

/// Where this user's local platform keeps its data.
QString localDataFolder();

/// A platform of this user's own with one tenant, `demo`: nothing has to be set up, and only this computer reaches it.
class LocalPlatform {
public:
    static Result<std::unique_ptr<LocalPlatform>> start(const LocalOptions &options);

    /// Calls @p onUnused once no console holds a lease any more.
    void stopWhenUnused(std::function<void()> onUnused);

    quint16 port() const { return m_service->port(); }

private:
    LocalPlatform(LocalOptions options, LocalIdentity identity, std::unique_ptr<Service> service);

    Result<void> listen();
    Result<ControlReply> join();

    const LocalOptions m_options;
    const LocalIdentity m_identity;
    Leases m_leases;
    std::unique_ptr<Service> m_service;
    std::unique_ptr<ControlServer> m_control;
    std::jthread m_watch;
};

}
