// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/readers.h"

namespace sekimori::platformd {

Result<std::unique_ptr<Readers>> Readers::start(const QString &path, int threads, SegmentLogs *segments)
{
    auto readers = std::unique_ptr<Readers>(new Readers);
    for (int i = 0; i < threads; ++i) {
        std::promise<Result<void>> opening;
        auto opened = opening.get_future();
        readers->m_threads.emplace_back(&Readers::work, readers.get(), path, segments, std::move(opening));
        if (const auto outcome = opened.get(); !outcome)
            return std::unexpected(outcome.error());
    }
    return readers;
}

Readers::~Readers()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_stopping = true;
    }
    m_changed.notify_all();
    for (auto &thread : m_threads)
        thread.join();
}

void Readers::enqueue(Waiting job)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_waiting.push_back(std::move(job));
    }
    m_changed.notify_one();
}

void Readers::work(const QString &path, SegmentLogs *segments, std::promise<Result<void>> opened)
{
    const auto database = Database::open(path, Access::ReadOnly, Durability::Full, segments);
    opened.set_value(database ? Result<void>() : std::unexpected(database.error()));
    if (!database)
        return;
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_changed.wait(lock, [this] { return m_stopping || !m_waiting.empty(); });
        if (m_waiting.empty())
            return;
        Waiting job = std::move(m_waiting.front());
        m_waiting.pop_front();
        lock.unlock();
        job(**database);
        lock.lock();
    }
}

}
