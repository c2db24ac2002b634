// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/chainchecks.h"

#include "store/chainchecking.h"
#include "store/segmentlogs.h"

#include <QLoggingCategory>

#include <limits>

using namespace std::chrono_literals;

namespace sekimori::platformd {
namespace {

Q_LOGGING_CATEGORY(logChecks, "sekimorid.integrity")

constexpr auto longestStep = 20ms;
constexpr auto pauseBetween = 20ms;
constexpr int checkpointsAtOnce = 1000;
constexpr int mostBehind = 10'000; ///< of those that lie behind the last event, where there should be none
constexpr auto checkpointsKept = 24h; ///< each of them; of older ones some are enough

/// One check, from the beginning of the log to its end.
class Run {
public:
    Run(TenantId tenant, LogKeys &keys, ChainChecking checking)
        : m_tenant(tenant)
        , m_keys(keys)
        , m_reading(tenant)
        , m_checking(std::move(checking))
        , m_seen(m_checking.reached())
    {
    }

    static Result<Run> begin(Database &database, TenantId tenant, LogKeys &keys)
    {
        return chainStart(database, tenant).transform([&](const ChainStart &start) {
            return Run(tenant, keys, ChainChecking(start));
        });
    }

    /// Goes on for some milliseconds. True: it is not through.
    Result<bool> step(Database &database)
    {
        const LogReading reading(database);
        return followChanges(database)
            .and_then([&] { return checkpointsIn(database, m_tenant, {m_seen, mostNumber}, checkpointsAtOnce); })
            .and_then([&](const QList<SignedCheckpoint> &checkpoints) { return walk(database, checkpoints); })
            .and_then([&](bool isMore) { return isMore ? Result<bool>(true) : finish(database); });
    }

    ChainCheck result(audit::EventTime now) const
    {
        const bool isEmpty = m_first > m_checking.reached();
        return {now, isEmpty ? 0 : m_first, isEmpty ? 0 : m_checking.reached(), m_checking.findings()};
    }

private:
    static constexpr qint64 mostNumber = std::numeric_limits<qint64>::max();

    /// The log is in use: keys are made, and retention deletes.
    Result<void> followChanges(Database &database)
    {
        const auto keys = m_keys.rows(database, m_tenant);
        if (!keys)
            return std::unexpected(keys.error());
        m_checking.setKeys(*keys);
        return chainStart(database, m_tenant).transform([this](const ChainStart &start) {
            m_first = start.number + 1;
            if (start.number <= m_checking.reached())
                return;
            m_checking.beginAnew(start);
            m_seen = start.number;
        });
    }

    Result<bool> walk(Database &database, const QList<SignedCheckpoint> &checkpoints)
    {
        const auto end = std::chrono::steady_clock::now() + longestStep;
        auto next = checkpoints.begin();
        const auto seeCheckpoints = [&] {
            for (; next != checkpoints.end() && next->checkpoint.number <= m_checking.reached(); ++next)
                m_checking.see(*next);
            m_seen = m_checking.reached() + 1;
        };
        seeCheckpoints(); // that of a new start
        const bool isLastOfAll = checkpoints.size() < checkpointsAtOnce;
        const auto read = m_reading.read(database, m_checking.reached(), [&](const ChainEntry &entry) -> Result<bool> {
            m_checking.see(entry);
            seeCheckpoints();
            return (isLastOfAll || next != checkpoints.end()) && std::chrono::steady_clock::now() < end;
        });
        if (read || !m_reading.damagedUpTo())
            return read;
        m_checking.miss(*m_reading.damagedUpTo());
        return true;
    }

    Result<bool> finish(Database &database)
    {
        const auto end = chainEnd(database, m_tenant);
        if (!end)
            return std::unexpected(end.error());
        return checkpointsIn(database, m_tenant, {m_seen, mostNumber}, mostBehind)
            .transform([&](const QList<SignedCheckpoint> &behind) {
                m_checking.finish(*end, behind);
                return false;
            });
    }

    TenantId m_tenant;
    LogKeys &m_keys;
    ChainReading m_reading;
    ChainChecking m_checking;
    qint64 m_seen; ///< of the checkpoints those below this number
    qint64 m_first = 1;
};

}

std::unique_ptr<ChainChecks> ChainChecks::open(Tenants &tenants, std::shared_ptr<const crypto::SealingKey> key)
{
    auto checks = std::unique_ptr<ChainChecks>(new ChainChecks(tenants, std::move(key)));
    for (const auto &tenant : tenants.snapshot()->byId)
        checks->request(tenant->id);
    checks->m_thread = std::jthread([checks = checks.get()](const std::stop_token &stop) { checks->work(stop); });
    return checks;
}

ChainChecks::~ChainChecks()
{
    m_thread.request_stop();
    m_thread.join();
}

void ChainChecks::request(TenantId tenant)
{
    {
        const std::scoped_lock lock(m_mutex);
        // One that runs may be past the place that is asked about: it is asked for anew then.
        if (std::ranges::contains(m_wanted, tenant))
            return;
        m_wanted.push_back(tenant);
    }
    m_changed.notify_all();
}

bool ChainChecks::isUnderWay(TenantId tenant)
{
    const std::scoped_lock lock(m_mutex);
    return m_running.contains(tenant) || std::ranges::contains(m_wanted, tenant);
}

void ChainChecks::settle()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_wanted.empty() && m_running.empty(); });
}

Result<void> ChainChecks::check(TenantId tenant, const std::stop_token &stop)
{
    {
        std::unique_lock lock(m_mutex);
        if (!m_changed.wait(lock, stop, [&] { return !m_running.contains(tenant); }))
            return {};
        m_running.insert(tenant);
    }
    return run(tenant, stop);
}

/// Of a tenant that is among those that run.
Result<void> ChainChecks::run(TenantId tenant, const std::stop_token &stop)
{
    const auto done = walk(tenant, stop);
    {
        const std::scoped_lock lock(m_mutex);
        m_running.erase(tenant);
    }
    m_changed.notify_all();
    return done;
}

Result<void> ChainChecks::walk(TenantId tenant, const std::stop_token &stop)
{
    Store &store = m_tenants.store();
    auto run = store.search([&](Database &database) { return Run::begin(database, tenant, m_keys); });
    if (!run)
        return std::unexpected(run.error());
    for (bool isMore = true; isMore;) {
        const auto stepped = store.search([&](Database &database) { return run->step(database); });
        if (!stepped)
            return std::unexpected(stepped.error());
        isMore = *stepped;
        if (isMore && !pause(stop))
            return {};
    }
    const auto now = m_tenants.now();
    return store.write([&](Transaction &transaction) {
        return storeCheck(transaction, tenant, run->result(now)).and_then([&] {
            return thinCheckpoints(transaction.database(), tenant, now - checkpointsKept);
        });
    });
}

/// False: it shall stop.
bool ChainChecks::pause(const std::stop_token &stop)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait_for(lock, stop, pauseBetween, [] { return false; });
    return !stop.stop_requested();
}

void ChainChecks::work(const std::stop_token &stop)
{
    const auto isReady = [this] { return !m_wanted.empty() && !m_running.contains(m_wanted.front()); };
    while (!stop.stop_requested()) {
        TenantId tenant;
        {
            std::unique_lock lock(m_mutex);
            if (!m_changed.wait(lock, stop, isReady))
                return;
            tenant = m_wanted.front();
            // In one step, so that what is asked for from now on is a check of its own.
            m_wanted.pop_front();
            m_running.insert(tenant);
        }
        if (const auto done = run(tenant, stop); !done)
            qCWarning(logChecks) << "The log of tenant" << tenant.value
                                 << "could not be checked:" << done.error().message->code;
    }
}

}
