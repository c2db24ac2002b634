// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/chaincheckrows.h"
#include "store/logkeys.h"
#include "store/tenants.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <set>
#include <thread>

namespace sekimori::platformd {

/// Looks through the tenants' logs, whether each event is still what it was when it was written, and tells a log of
/// what it finds in it. On a thread of its own: at the start all logs, later those that somebody asks for; a nightly
/// check comes with its own thread. It goes in steps of some milliseconds with pauses between, so that others are
/// hardly slower, and holds one event at a time. Safe to use from many threads.
class ChainChecks {
public:
    /// @p key: the operator's, by which it knows the logs' keys; null where there is none.
    static std::unique_ptr<ChainChecks> open(Tenants &tenants, std::shared_ptr<const crypto::SealingKey> key);
    ChainChecks(const ChainChecks &) = delete;
    ChainChecks &operator=(const ChainChecks &) = delete;
    ~ChainChecks();

    /// The tenant's log will be checked soon.
    void request(TenantId tenant);

    /// Checks the tenant's log and returns when that is written down; stopped, it leaves what the last one had found.
    Result<void> check(TenantId tenant, const std::stop_token &stop);

    /// Under which a night does check().
    static QString choreName() { return QStringLiteral("check of the log"); }

    /// Whether a check of the tenant's log was asked for and is not through.
    bool isUnderWay(TenantId tenant);

    /// Returns when all that was asked for is through.
    void settle();

private:
    ChainChecks(Tenants &tenants, std::shared_ptr<const crypto::SealingKey> key)
        : m_tenants(tenants)
        , m_keys(std::move(key))
    {
    }

    Result<void> run(TenantId tenant, const std::stop_token &stop);
    Result<void> walk(TenantId tenant, const std::stop_token &stop);
    bool pause(const std::stop_token &stop);
    void work(const std::stop_token &stop);

    Tenants &m_tenants;
    LogKeys m_keys;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::deque<TenantId> m_wanted; ///< under m_mutex; each once, until its check begins
    std::set<TenantId> m_running; ///< under m_mutex
    std::jthread m_thread; ///< last: it uses the others
};

}
