// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/ids.h"

#include <functional>
#include <list>
#include <map>
#include <mutex>
#include <utility>

namespace sekimori::platformd {

/// Tells whoever waits for it that something of a tenant may have changed: its events, its state, its sessions. It does
/// not tell what; who is told looks. Safe to use from many threads.
class ChangeWatch {
public:
    /// Cheap and never waiting: it runs on the thread that made the change. It does not come back here.
    using Call = std::function<void()>;

    /// Being told, until it goes out of scope; from then on the call is never made again.
    class Watching {
    public:
        Watching() = default;
        Watching(Watching &&other) noexcept
            : m_watch(std::exchange(other.m_watch, nullptr))
            , m_tenant(other.m_tenant)
            , m_call(other.m_call)
        {
        }
        Watching &operator=(Watching &&) = delete;
        ~Watching();

    private:
        friend class ChangeWatch;

        ChangeWatch *m_watch = nullptr;
        TenantId m_tenant;
        std::list<Call>::iterator m_call;
    };

    Watching watch(TenantId tenant, Call call);
    void notify(TenantId tenant);

private:
    std::mutex m_mutex;
    std::map<TenantId, std::list<Call>> m_calls; ///< under m_mutex
};

}
