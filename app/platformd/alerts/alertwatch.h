// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "alerts/alertstep.h"
#include "store/tenants.h"

#include <condition_variable>
#include <map>
#include <mutex>
#include <set>
#include <thread>

namespace sekimori::platformd {

/// Follows the logs of all tenants by their numbers and puts mail about what their settings name into the queue, with
/// its place in the log in the same transaction: no event is lost by a crash, and none is told twice. Events are told
/// of by the settings under which they happened: with a change of a topic's addresses or filter goes out, by the old
/// ones, what is still to be told, the change itself included; whoever is new is told of nothing before it. It knows
/// nothing of how mail is sent.
class AlertWatch {
public:
    static Result<std::unique_ptr<AlertWatch>> open(Tenants &tenants);
    AlertWatch(const AlertWatch &) = delete;
    AlertWatch &operator=(const AlertWatch &) = delete;
    ~AlertWatch();

    /// Tells of all that has happened and is due by the store's clock, and returns when it is on disk.
    Result<void> settle();

    const AlertMails &mails() const { return m_mails; }

private:
    using Clock = std::chrono::steady_clock;

    /// A tenant in which somebody is told of something.
    struct Followed {
        explicit Followed(ChangeWatch::Watching told)
            : watching(std::move(told))
        {
        }

        ChangeWatch::Watching watching;
        AlertPlan plan;
        qint64 alertsRevision = -1;
        qint64 tenantRevision = -1;
        AlertPlace place; ///< as it was last time
        qint64 judged = 0; ///< how far it looked then, which is not stored where there was nothing to tell
        std::optional<audit::EventTime> nextAt; ///< of what is to be told in time
        std::optional<Clock::time_point> tryAgainAt; ///< of what could not be told
    };
    enum class Progress { Through, HasMore };

    explicit AlertWatch(Tenants &tenants);

    Result<void> begin(Transaction &transaction);
    Result<void> follow(Transaction &transaction, const TenantState &before, const TenantState &after);
    Result<AlertPlace> closeOld(
        Transaction &transaction, const TenantState &before, const AlertPlan &plan, const AlertPlan &next);
    Result<void> openNew(Transaction &transaction, const TenantState &after, const AlertPlan &plan,
        const AlertPlan &before, AlertPlace place);

    void work(const std::stop_token &stop);
    Clock::time_point nextLook();
    std::set<TenantId> tenantsToLookAt();
    void lookAt(TenantId tenant);
    Result<Progress> goOn(TenantId tenant);
    Result<Progress> goOn(const TenantState &tenant, Followed &followed, const AlertPlace &place);
    Followed &followedOf(TenantId tenant);
    void refreshPlan(const TenantState &tenant, Followed &followed) const;
    void note(TenantId tenant);

    Tenants &m_tenants;
    const AlertMails m_mails;
    std::map<TenantId, qint64> m_missedUpTo; ///< the last number at the start; not changed later
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::set<TenantId> m_news; ///< under m_mutex
    std::mutex m_working; ///< one step at a time
    std::map<TenantId, Followed> m_followed; ///< under m_working; behind what its calls use
    std::jthread m_thread; ///< last: it uses the others
};

}
