// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/sessions.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace sekimori::platformd {

/// Tells a tenant's log when the platform's staff may look at it and when that ends, and ends their sessions then:
/// with the change of section `support` that says so, or when its time is over, for which it has a thread of its own.
/// An end that the service did not run for is told at the next start. The right itself is judged at each request.
class SupportWatch {
public:
    static Result<std::unique_ptr<SupportWatch>> open(Tenants &tenants, Sessions &sessions);
    SupportWatch(const SupportWatch &) = delete;
    SupportWatch &operator=(const SupportWatch &) = delete;
    ~SupportWatch();

    /// Tells of what has ended by the store's clock, and returns when it is on disk.
    Result<void> settle();

private:
    SupportWatch(Tenants &tenants, Sessions &sessions);

    Result<void> follow(Transaction &transaction, TenantId tenant, const policy::Support &support, const Author &by);
    Result<void> tellEndByTime(Transaction &transaction, TenantId tenant);
    Result<void> tellEnd(Transaction &transaction, TenantId tenant, const QString &why, const Author &by);
    void work(const std::stop_token &stop);
    std::chrono::microseconds timeToWait() const;

    Tenants &m_tenants;
    Sessions &m_sessions;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    bool m_hasNews = false; ///< under m_mutex
    std::jthread m_thread; ///< last: it uses the others
};

}
