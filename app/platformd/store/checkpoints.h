// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/chainrows.h"
#include "store/checkpointrows.h"
#include "store/logkeys.h"
#include "store/tenants.h"

#include <condition_variable>
#include <map>
#include <mutex>
#include <set>
#include <thread>

namespace sekimori::platformd {

/// Signs how far each tenant's log goes: at every thousandth event, and where there are new ones, once a minute, in the
/// transaction that writes them; on a thread of its own what is left of a minute, and of a time without a key, and when
/// the service stops; besides whenever somebody asks. So what is not signed at a start is less than a thousand events
/// and of one minute, or there is a reason that the store tells, or nobody knows why, which the log is told before
/// anything is signed. Without the operator's key it tells logs that were signed before that they are no more, and does
/// nothing else.
class Checkpoints {
public:
    static constexpr qint64 eventsBetween = 1000;
    static constexpr std::chrono::minutes timeBetween{1};

    static Result<std::unique_ptr<Checkpoints>> open(Tenants &tenants, std::shared_ptr<const crypto::SealingKey> key);
    Checkpoints(const Checkpoints &) = delete;
    Checkpoints &operator=(const Checkpoints &) = delete;
    ~Checkpoints();

    LogKeys &keys() { return m_keys; }

    /// How far the log goes at this moment of the transaction.
    Result<SignedCheckpoint> sign(Transaction &transaction, TenantId tenant);
    /// The same for a moment of its own.
    Result<SignedCheckpoint> sign(TenantId tenant);

    /// For retention, in the transaction that deletes all events up to @p number, whose hash was @p tip: from here on
    /// the log begins behind it. Nothing is signed where none of the log ever was, for want of an operator's key.
    Result<std::optional<SignedCheckpoint>> signStart(
        Transaction &transaction, TenantId tenant, qint64 number, const audit::chain::Hash &tip);

    /// Signs what is due by the store's clock, and returns when it is on disk.
    Result<void> settle();

private:
    using Checkpoint = audit::chain::Checkpoint;
    enum class Moment { Usual, End };

    Checkpoints(Tenants &tenants, std::shared_ptr<const crypto::SealingKey> key);

    /// What was signed last, as far as this service knows.
    struct Mark {
        qint64 number = 0;
        audit::EventTime at{};
        qint64 thousandths = 0; ///< those up to this number are signed, or never will be

        qint64 nextThousandth() const { return (thousandths / eventsBetween + 1) * eventsBetween; }
        /// From so long on, what is new is signed at once; also where the clock was set back.
        bool isOld(audit::EventTime now) const { return at + timeBetween <= now || at > now; }
        bool operator==(const Mark &) const = default;
    };
    using Marks = std::map<TenantId, Mark>;

    void begin(TenantId tenant);
    Result<Mark> ready(Transaction &transaction, TenantId tenant);
    Result<Mark> judged(Transaction &transaction, TenantId tenant);
    Result<std::optional<Mark>> knownMark(Database &database, TenantId tenant);
    void keepMark(Transaction &transaction, TenantId tenant, const Mark &mark);
    Result<void> signWithCommit(Transaction &transaction, TenantId tenant);
    Result<SignedCheckpoint> store(
        Transaction &transaction, TenantId tenant, Checkpoint::Kind kind, qint64 number, const audit::chain::Hash &tip);
    Result<std::shared_ptr<const crypto::SigningKey>> signer(Transaction &transaction, TenantId tenant);
    Result<bool> settle(TenantId tenant, Moment moment);
    Result<bool> signSome(Transaction &transaction, TenantId tenant, Moment moment);
    Result<bool> signThousandths(Transaction &transaction, TenantId tenant, const ChainEnd &end);
    void settleOrTell(std::set<TenantId> &tenants, Moment moment);
    void watchNewTenants();
    void work(const std::stop_token &stop);

    Tenants &m_tenants;
    LogKeys m_keys;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::set<TenantId> m_news; ///< under m_mutex: with new events
    Marks m_marks; ///< under m_mutex; on disk
    Marks m_newMarks; ///< the writer's thread's alone; on disk, or of a transaction that goes on or has failed
    std::map<TenantId, ChangeWatch::Watching> m_watchings; ///< this and the next: the thread's alone
    std::set<TenantId> m_complainedOf;
    std::jthread m_thread; ///< last: it uses the others
};

}
