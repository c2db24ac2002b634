// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/changewatch.h"
#include "store/database.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <thread>
#include <vector>

namespace sekimori::platformd {

/// What a job of the writer works in: the open transaction, and what is to follow once it is on disk.
class Transaction {
public:
    explicit Transaction(Database &database)
        : m_database(database)
    {
    }

    Database &database() { return m_database; }

    /// @p step runs on the writer's thread, after the commit and before the job's caller goes on; never when the job
    /// or the commit fails.
    void afterCommit(std::function<void()> step) { m_steps.push_back(std::move(step)); }

    /// Whoever watches @p tenant is told, after the commit and after all steps of it.
    void noteChange(TenantId tenant) { m_changed.push_back(tenant); }

    std::vector<std::function<void()>> takeSteps() { return std::exchange(m_steps, {}); }
    std::vector<TenantId> takeChanged() { return std::exchange(m_changed, {}); }

private:
    Database &m_database;
    std::vector<std::function<void()>> m_steps;
    std::vector<TenantId> m_changed;
};

/// The only thread that changes the store. Jobs that wait together are committed together, with one sync of the
/// disk for all; a job that fails takes back its own changes and no other's.
class Writer {
public:
    static constexpr size_t mostWaiting = 4096;

    /// @p watch is told of what was committed, and outlives the writer, as @p segments do; null: nobody is.
    static Result<std::unique_ptr<Writer>> start(
        const QString &path, Durability durability, ChangeWatch *watch = nullptr, SegmentLogs *segments = nullptr);
    /// Finishes what waits.
    ~Writer();
    Writer(const Writer &) = delete;
    Writer &operator=(const Writer &) = delete;

    /// Runs @p job, `std::expected<T, E>(Transaction &)`, and returns what it returned once that is on disk. E has to
    /// be makeable from an Error. Called from the writer's own thread it would wait for itself.
    template<typename Job>
    auto write(Job job) -> std::invoke_result_t<Job, Transaction &>
    {
        using Outcome = std::invoke_result_t<Job, Transaction &>;
        auto waiting = std::make_unique<WaitingJob<Job, Outcome>>(std::move(job));
        auto outcome = waiting->promise.get_future();
        if (const auto queued = enqueue(std::move(waiting)); !queued)
            return std::unexpected(typename Outcome::error_type{queued.error()});
        return outcome.get();
    }

    /// The same for a job whose outcome nobody waits for. Where the queue is full it is dropped.
    template<typename Job>
    void post(Job job)
    {
        using Outcome = std::invoke_result_t<Job, Transaction &>;
        (void)enqueue(std::make_unique<WaitingJob<Job, Outcome>>(std::move(job)));
    }

    /// Runs last in each transaction, for each tenant whose change it notes, until another or none is set: when this
    /// returns the one of before is through. What fails for one tenant is taken back, and keeps nothing else from the
    /// disk. Not to be called from the writer's own thread.
    using LastStep = std::function<Result<void>(Transaction &, TenantId)>;
    void beforeCommit(LastStep step);

    quint64 commitsMade() const { return m_commitsMade.load(std::memory_order_relaxed); }

private:
    struct AnyJob {
        std::vector<std::function<void()>> steps; ///< for after the commit
        std::vector<TenantId> changed; ///< to be told of then

        virtual ~AnyJob() = default;
        virtual bool perform(Transaction &transaction) = 0;
        virtual void fail(const Error &error) = 0; ///< what has failed by itself keeps its own error
        virtual void answer() = 0;
    };
    using Batch = std::deque<std::unique_ptr<AnyJob>>;

    template<typename Job, typename Outcome>
    struct WaitingJob final : AnyJob {
        Job job;
        std::optional<Outcome> outcome;
        std::promise<Outcome> promise;

        explicit WaitingJob(Job &&work)
            : job(std::move(work))
        {
        }
        bool perform(Transaction &transaction) override
        {
            outcome.emplace(job(transaction));
            return outcome->has_value();
        }
        void fail(const Error &error) override
        {
            if (!outcome || outcome->has_value())
                outcome.emplace(std::unexpected(typename Outcome::error_type{error}));
        }
        void answer() override { promise.set_value(std::move(*outcome)); }
    };

    explicit Writer(ChangeWatch *watch)
        : m_watch(watch)
    {
    }

    Result<void> enqueue(std::unique_ptr<AnyJob> job);
    void work(const QString &path, Durability durability, SegmentLogs *segments, std::promise<Result<void>> opened);
    Batch takeWaiting();
    void commit(Database &database, Batch &batch);
    Result<void> performLastStep(Database &database, Batch &batch) const;
    void follow(const Batch &batch) const;
    static Result<void> performInSavepoint(Database &database, AnyJob &job);

    ChangeWatch *const m_watch;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    Batch m_waiting; ///< under m_mutex
    bool m_stopping = false; ///< under m_mutex
    std::mutex m_commitMutex; ///< held while one is made
    LastStep m_lastStep; ///< under m_commitMutex
    std::atomic<quint64> m_commitsMade = 0;
    std::thread m_thread; ///< last: it uses the others
};

namespace messages {
extern const Message WriterBusy;
extern const Message WriterStopped;
extern const Message BatchFailed;
}

}
