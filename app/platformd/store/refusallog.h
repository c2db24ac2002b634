// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/refusalledger.h"
#include "store/tenants.h"

#include <condition_variable>
#include <mutex>
#include <thread>
#include <unordered_map>

namespace sekimori::platformd {

/// Takes refusals from every thread, which costs each a look into a map, and has a thread of its own that writes what
/// the ledgers say is due: once a second at most, all in one transaction. What was counted outlives a crash, but for
/// its last second.
class RefusalLog {
public:
    /// Of addresses, over all tenants; what is beyond them is told as the rest of its tenant.
    static constexpr size_t mostAddresses = 20'000;

    /// Writes events for what a crash has left.
    static Result<std::unique_ptr<RefusalLog>> open(Tenants &tenants);
    /// Writes events for all that is not yet told.
    ~RefusalLog();
    RefusalLog(const RefusalLog &) = delete;
    RefusalLog &operator=(const RefusalLog &) = delete;

    void note(const Refusal &refusal);

    /// Writes what is due by the store's clock, and returns when it is on disk. False: the store does not take it.
    bool settle();

private:
    struct Batch {
        TenantId tenant;
        RefusalLedger::Due due;
    };

    explicit RefusalLog(Tenants &tenants);

    static Result<void> tellLeftovers(Tenants &tenants);
    void work(const std::stop_token &stop);
    void takeDue();
    void takeAll();
    void write();

    Tenants &m_tenants;
    std::mutex m_writing; ///< taken before m_mutex
    std::vector<Batch> m_unwritten; ///< under m_writing; kept until the store has taken it
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::unordered_map<qint64, RefusalLedger> m_ledgers; ///< under m_mutex; by tenant, those that hold something
    size_t m_addresses = 0; ///< under m_mutex; in all ledgers
    bool m_hasNews = false; ///< under m_mutex
    std::jthread m_thread; ///< last: it uses the others
};

}
