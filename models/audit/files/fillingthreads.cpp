// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/files/fillingthreads.h"

namespace sekimori::audit::files {

FillingThreads::FillingThreads(unsigned threads, const std::stop_token &stop)
    : m_stop(stop)
{
    for (unsigned i = 0; i < threads; ++i)
        m_threads.emplace_back([this] { work(); });
}

void FillingThreads::finish()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
    }
    m_change.notify_all();
    m_threads.clear();
}

void FillingThreads::add(Task task)
{
    {
        const std::lock_guard lock(m_mutex);
        m_tasks.push_back(std::move(task));
    }
    m_change.notify_one();
}

/// Every task runs, also after a stop: it is the task that completes the text that others wait for.
void FillingThreads::work()
{
    std::unique_lock lock(m_mutex);
    while (true) {
        m_change.wait(lock, [this] { return !m_tasks.empty() || m_isEnding; });
        if (m_tasks.empty())
            return;
        const Task task = std::move(m_tasks.front());
        m_tasks.pop_front();
        lock.unlock();
        task(m_stop);
        lock.lock();
    }
}

}
