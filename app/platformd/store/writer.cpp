// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/writer.h"

#include "store/migrations.h"

#include <set>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

namespace messages {
constexpr Message WriterBusy{"store.busy",
    QT_TRANSLATE_NOOP(
        "Messages", "The platform has more changes to write than it can take. Nothing was changed; try again soon.")};
constexpr Message WriterStopped{
    "store.stopped", QT_TRANSLATE_NOOP("Messages", "The platform is stopping. Nothing was changed; try again later.")};
constexpr Message BatchFailed{"store.batchFailed",
    QT_TRANSLATE_NOOP("Messages",
        "The platform's disk gave up while several changes were written together, this one among them. Nothing was "
        "changed; try again.")};
}

Result<std::unique_ptr<Writer>> Writer::start(
    const QString &path, Durability durability, ChangeWatch *watch, SegmentLogs *segments)
{
    auto writer = std::unique_ptr<Writer>(new Writer(watch));
    std::promise<Result<void>> opening;
    auto opened = opening.get_future();
    writer->m_thread = std::thread(&Writer::work, writer.get(), path, durability, segments, std::move(opening));
    if (const auto outcome = opened.get(); !outcome)
        return std::unexpected(outcome.error());
    return writer;
}

Writer::~Writer()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_stopping = true;
    }
    m_changed.notify_all();
    m_thread.join();
}

Result<void> Writer::enqueue(std::unique_ptr<AnyJob> job)
{
    {
        const std::scoped_lock lock(m_mutex);
        if (m_stopping)
            return std::unexpected(Error(ErrorKind::Unavailable, messages::WriterStopped));
        if (m_waiting.size() >= mostWaiting)
            return std::unexpected(Error(ErrorKind::Unavailable, messages::WriterBusy));
        m_waiting.push_back(std::move(job));
    }
    m_changed.notify_one();
    return {};
}

void Writer::work(const QString &path, Durability durability, SegmentLogs *segments, std::promise<Result<void>> opened)
{
    const auto database = Database::open(path, Access::ReadWrite, durability, segments);
    const auto ready = database ? migrate(**database) : std::unexpected(database.error());
    opened.set_value(ready);
    if (!ready)
        return;
    for (Batch batch = takeWaiting(); !batch.empty(); batch = takeWaiting())
        commit(**database, batch);
}

/// Empty only when the writer is to stop and nothing is left.
Writer::Batch Writer::takeWaiting()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_stopping || !m_waiting.empty(); });
    return std::exchange(m_waiting, {});
}

void Writer::beforeCommit(LastStep step)
{
    const std::scoped_lock lock(m_commitMutex);
    m_lastStep = std::move(step);
}

void Writer::commit(Database &database, Batch &batch)
{
    const std::scoped_lock lock(m_commitMutex);
    const auto failAll = [&](const Error &error) {
        (void)database.run(u"ROLLBACK"_s); // Where SQLite has rolled back itself, there is nothing to roll back.
        for (const auto &job : batch) {
            job->fail(error);
            job->answer();
        }
    };
    if (const auto begun = database.run(u"BEGIN IMMEDIATE"_s); !begun)
        return failAll(begun.error());
    for (const auto &job : batch) {
        if (const auto performed = performInSavepoint(database, *job); !performed)
            return failAll(performed.error());
    }
    if (const auto performed = performLastStep(database, batch); !performed)
        return failAll(performed.error());
    if (const auto committed = database.run(u"COMMIT"_s); !committed)
        return failAll(committed.error());
    m_commitsMade.fetch_add(1, std::memory_order_relaxed);
    follow(batch);
    for (const auto &job : batch)
        job->answer();
}

/// As one more job for each tenant, whose outcome nobody waits for: what fails takes back its own and no other's.
Result<void> Writer::performLastStep(Database &database, Batch &batch) const
{
    if (!m_lastStep)
        return {};
    std::set<TenantId> changed;
    for (const auto &job : batch)
        changed.insert(job->changed.begin(), job->changed.end());
    for (const TenantId tenant : changed) {
        auto step = [this, tenant](Transaction &transaction) { return m_lastStep(transaction, tenant); };
        batch.push_back(std::make_unique<WaitingJob<decltype(step), Result<void>>>(std::move(step)));
        if (const auto performed = performInSavepoint(database, *batch.back()); !performed)
            return performed;
    }
    return {};
}

/// What comes between the commit and the answers: first the new states, then those who are told of them.
void Writer::follow(const Batch &batch) const
{
    std::set<TenantId> changed;
    for (const auto &job : batch) {
        for (const auto &step : job->steps)
            step();
        changed.insert(job->changed.begin(), job->changed.end());
    }
    for (const TenantId tenant : changed) {
        if (m_watch)
            m_watch->notify(tenant);
    }
}

/// Fails only when the whole transaction is lost: on a full or broken disk SQLite rolls back all of it by itself, and
/// with it the savepoint.
Result<void> Writer::performInSavepoint(Database &database, AnyJob &job)
{
    if (const auto begun = database.run(u"SAVEPOINT job"_s); !begun)
        return std::unexpected(begun.error());
    Transaction transaction(database);
    if (job.perform(transaction)) {
        job.steps = transaction.takeSteps();
        job.changed = transaction.takeChanged();
    } else if (!database.run(u"ROLLBACK TO job"_s))
        return std::unexpected(Error(ErrorKind::Unavailable, messages::BatchFailed));
    if (!database.run(u"RELEASE job"_s))
        return std::unexpected(Error(ErrorKind::Unavailable, messages::BatchFailed));
    return {};
}

}
