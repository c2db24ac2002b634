// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/refusallog.h"

#include "store/eventrows.h"
#include "store/refusalrows.h"

#include <QLoggingCategory>

using namespace std::chrono_literals;

namespace sekimori::platformd {

Q_LOGGING_CATEGORY(refusalLog, "sekimori.refusals")

namespace {

constexpr auto betweenWrites = 1s;

}

Result<std::unique_ptr<RefusalLog>> RefusalLog::open(Tenants &tenants)
{
    if (const auto told = tellLeftovers(tenants); !told)
        return std::unexpected(told.error());
    auto log = std::unique_ptr<RefusalLog>(new RefusalLog(tenants));
    log->m_thread = std::jthread([self = log.get()](const std::stop_token &stop) { self->work(stop); });
    return log;
}

RefusalLog::RefusalLog(Tenants &tenants)
    : m_tenants(tenants)
{
}

RefusalLog::~RefusalLog()
{
    m_thread.request_stop();
    if (m_thread.joinable())
        m_thread.join();
    const std::scoped_lock writing(m_writing);
    write();
    takeAll();
    write();
}

Result<void> RefusalLog::tellLeftovers(Tenants &tenants)
{
    const auto snapshot = tenants.snapshot();
    return tenants.store().write([&](Transaction &transaction) -> Result<void> {
        Database &database = transaction.database();
        for (const auto &tenant : snapshot->byId) {
            const auto left = storedRefusals(database, tenant->id);
            if (!left)
                return std::unexpected(left.error());
            if (left->isEmpty())
                continue;
            if (const auto appended = appendEvents(transaction, tenant->id, eventsOf(*left)); !appended)
                return std::unexpected(appended.error());
            if (const auto removed = removeAllRefusals(database, tenant->id); !removed)
                return removed;
        }
        return {};
    });
}

void RefusalLog::note(const Refusal &refusal)
{
    {
        const auto now = m_tenants.now();
        const std::scoped_lock lock(m_mutex);
        RefusalLedger &ledger = m_ledgers[refusal.tenant.value];
        const size_t before = ledger.size();
        ledger.note(refusal, now, m_addresses < mostAddresses);
        m_addresses += ledger.size() - before;
        if (std::exchange(m_hasNews, true))
            return;
    }
    m_changed.notify_one();
}

/// Sleeps while nobody was refused; otherwise looks every second, since pauses end by the clock.
void RefusalLog::work(const std::stop_token &stop)
{
    while (!stop.stop_requested()) {
        const bool isWritten = settle();
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, stop, betweenWrites, [] { return false; });
        if (isWritten && m_ledgers.empty())
            m_changed.wait(lock, stop, [this] { return m_hasNews; });
    }
}

bool RefusalLog::settle()
{
    const std::scoped_lock writing(m_writing);
    write();
    if (!m_unwritten.empty())
        return false; // The store does not take it at present, and nothing is gained by holding more of it twice.
    takeDue();
    write();
    return m_unwritten.empty();
}

void RefusalLog::takeDue()
{
    const auto now = m_tenants.now();
    const std::scoped_lock lock(m_mutex);
    m_hasNews = false;
    m_addresses = 0;
    for (auto &[tenant, ledger] : m_ledgers) {
        if (auto due = ledger.takeDue(now); !due.isEmpty())
            m_unwritten.push_back({{tenant}, std::move(due)});
        m_addresses += ledger.size();
    }
    std::erase_if(m_ledgers, [](const auto &each) { return each.second.size() == 0; });
}

void RefusalLog::takeAll()
{
    const std::scoped_lock lock(m_mutex);
    for (auto &[tenant, ledger] : m_ledgers)
        m_unwritten.push_back({{tenant}, ledger.takeAll()});
    m_ledgers.clear();
    m_addresses = 0;
}

void RefusalLog::write()
{
    if (m_unwritten.empty())
        return;
    const auto written = m_tenants.store().write([this](Transaction &transaction) -> Result<void> {
        for (const Batch &batch : m_unwritten) {
            if (const auto done = writeRefusals(transaction, batch.tenant, batch.due); !done)
                return done;
        }
        return {};
    });
    if (written)
        m_unwritten.clear();
    else
        qCWarning(refusalLog) << "Refusals could not be written to the audit log:" << written.error().message->code;
}

}
