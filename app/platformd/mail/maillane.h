// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/mailoptions.h"
#include "mail/mailroad.h"
#include "mail/mailturns.h"
#include "store/tenants.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace sekimori::platformd {

/// Sends what is in the queue of its share of the tenants, over a road of its own and on a thread of its own, in the
/// order of MailTurns. What is under way is on disk as such before the first byte leaves, in batches; so is what became
/// of it, before the next batch.
class MailLane {
public:
    /// Which tenants' mail it is that sends: each tenant's goes over one lane, so its letters keep their order.
    struct Share {
        qint64 lane = 0;
        qint64 lanes = 1;

        bool has(TenantId tenant) const { return tenant.value % lanes == lane; }
    };

    /// @p road null: there is none, and mail waits.
    MailLane(Tenants &tenants, const MailOptions &options, std::unique_ptr<MailRoad> road, Share share);
    MailLane(const MailLane &) = delete;
    MailLane &operator=(const MailLane &) = delete;

    /// Asks it to finish the letter that is under way, or to break it off where that takes long. Destroying it waits.
    void stop() { m_thread.request_stop(); }
    /// Sends all that is due by the store's clock, and returns when it is on disk what became of it, or that cannot be
    /// written.
    void settle();

private:
    struct Work {
        QueuedDelivery delivery;
        Letter letter;
    };
    /// Whether the road leads anywhere, as far as its letters have told.
    enum class RoadState {
        Shut, ///< it failed last, or was not tried since the start
        Reopened, ///< a letter got an answer; on disk it does not stand yet that what waits for the road is due
        Open,
    };

    QList<TenantId> ownTenants() const;
    bool sendDue(const std::stop_token &stop);
    Result<bool> send(const QList<QueuedDelivery> &turn, const std::stop_token &stop);
    Result<void> tellNoServer();
    Result<void> cleanUp();
    Result<QList<QueuedDelivery>> takeTurn();
    Result<QList<Work>> begin(const QList<QueuedDelivery> &deliveries);
    Result<std::optional<Work>> begin(
        Database &database, const QueuedDelivery &delivery, std::map<MailId, std::optional<Delivery>> &mails) const;
    void carry(const QList<Work> &works, const std::stop_token &stop);
    DeliveryResult resultOf(const Work &work, const LetterOutcome &outcome) const;
    void noteRoad(const LetterOutcome &outcome);
    Result<void> writeDown();
    Result<void> retryHeldUp(Database &database) const;
    std::chrono::microseconds timeToWait() const;
    void work(const std::stop_token &stop);
    bool waitForNews(const std::stop_token &stop, std::chrono::microseconds longest);

    Tenants &m_tenants;
    const MailOptions m_options;
    const std::unique_ptr<MailRoad> m_road;
    const Share m_share;
    std::mutex m_sending; ///< taken before m_mutex
    MailTurns m_turns; ///< under m_sending
    QList<DeliveryResult> m_results; ///< under m_sending; kept until the store has taken them
    QList<QueuedDelivery> m_untried; ///< under m_sending; the same
    RoadState m_roadState = RoadState::Shut; ///< under m_sending
    audit::EventTime m_cleanedAt{}; ///< under m_sending
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    bool m_hasNews = true; ///< under m_mutex
    ChangeWatch::Watching m_watching;
    std::jthread m_thread; ///< last: it uses the others
};

}
