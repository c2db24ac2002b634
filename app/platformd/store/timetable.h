// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/tenants.h"

#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

namespace sekimori::platformd {

/// Does what is due once a night for each tenant, on a thread of its own: at three in the morning by the tenant's own
/// clock, and where the service did not run then, when it does again. A chore that fails is tried again after a pause,
/// and keeps no other and no other tenant's from being done. It knows when, and not what.
class Timetable {
public:
    /// Does the chore for one tenant, and returns when that is on disk. What takes long is done in steps, between which
    /// it looks whether it shall stop; then it is begun again at the next start.
    using Chore = std::function<Result<void>(TenantId tenant, const std::stop_token &stop)>;

    static constexpr std::chrono::minutes pauseAfterFailure{10};

    explicit Timetable(Tenants &tenants);
    ~Timetable();
    Timetable(const Timetable &) = delete;
    Timetable &operator=(const Timetable &) = delete;

    /// Before start(). Each chore is done for all tenants before the next one, in the order in which they were named
    /// here: what takes long comes last.
    void nightly(const QString &name, Chore chore);
    /// Before start(): done for each tenant behind it, before all that is nightly. What fails is only told of.
    void afterStart(const QString &name, Chore chore);
    void start();

    /// From the commit of @p transaction on the chore is due for the tenant, at whatever hour, and after a crash too.
    Result<void> soon(Transaction &transaction, TenantId tenant, const QString &name);

    /// Does what is due by the store's clock, and returns when all of it was tried.
    void settle();

private:
    struct Named {
        QString name;
        Chore run;
    };
    using Key = std::pair<TenantId, QString>;

    void work(const std::stop_token &stop);
    void doAfterStart(const std::stop_token &stop);
    void doWhatIsDue(const std::stop_token &stop);
    void doIfDue(const TenantState &tenant, const Named &chore, const std::stop_token &stop);
    void doOne(TenantId tenant, const Named &chore, std::optional<qint64> seen, const std::stop_token &stop);
    bool isResting(const Key &key);

    Tenants &m_tenants;
    std::vector<Named> m_chores;
    std::vector<Named> m_choresAfterStart;
    std::mutex m_working; ///< one does what is due at a time; taken before m_mutex
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::map<Key, audit::EventTime> m_failedAt; ///< under m_mutex; those that were not done since
    bool m_hasNews = false; ///< under m_mutex
    std::jthread m_thread; ///< last: it uses the others
};

}
