// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/query/workers.h"

#include <algorithm>
#include <atomic>

namespace sekimori::audit::query {

struct Workers::Task {
    size_t pieces;
    const std::stop_token &stop;
    const Work &work;
    std::atomic<size_t> next = 0;
    std::atomic<size_t> done = 0;
    size_t helping = 0; // guarded by m_mutex

    bool isOpen() const { return next.load() < pieces && !stop.stop_requested(); }

    void takePart(size_t thread)
    {
        while (!stop.stop_requested()) {
            const size_t piece = next.fetch_add(1);
            if (piece >= pieces)
                return;
            work(piece, thread);
            done.fetch_add(1);
        }
    }
};

Workers::Workers()
    : Workers(std::max(std::thread::hardware_concurrency(), 1U) - 1)
{
}

Workers::Workers(size_t threads)
{
    m_threads.reserve(threads);
    for (size_t i = 0; i < threads; ++i)
        m_threads.emplace_back([this, i](const std::stop_token &end) { serve(end, i + 1); });
}

Workers::~Workers() = default;

bool Workers::run(size_t pieces, const std::stop_token &stop, const Work &work)
{
    Task task{.pieces = pieces, .stop = stop, .work = work};
    const bool isShared = pieces > 1 && !m_threads.empty();
    std::list<Task *>::iterator place;
    if (isShared) {
        const std::lock_guard lock(m_mutex);
        place = m_tasks.insert(m_tasks.end(), &task);
        m_wanted.notify_all();
    }
    task.takePart(0);
    if (isShared) {
        std::unique_lock lock(m_mutex);
        m_tasks.erase(place);
        m_left.wait(lock, [&] { return task.helping == 0; });
    }
    return task.done.load() == pieces;
}

void Workers::serve(const std::stop_token &end, size_t thread)
{
    std::unique_lock lock(m_mutex);
    auto open = m_tasks.end();
    const auto isThereWork = [&] {
        open = std::ranges::find_if(m_tasks, &Task::isOpen);
        return open != m_tasks.end();
    };
    while (m_wanted.wait(lock, end, isThereWork)) {
        Task &task = **open;
        ++task.helping;
        lock.unlock();
        task.takePart(thread);
        lock.lock();
        --task.helping;
        m_left.notify_all();
    }
}

}
