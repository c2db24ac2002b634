// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

namespace sekimori::audit::files {

/// Runs tasks in the order in which they come, as many at once as there are threads.
class FillingThreads {
public:
    using Task = std::function<void(const std::stop_token &stop)>;

    FillingThreads(unsigned threads, const std::stop_token &stop);
    ~FillingThreads() { finish(); }
    FillingThreads(const FillingThreads &) = delete;
    FillingThreads &operator=(const FillingThreads &) = delete;

    void add(Task task);
    /// Waits for all tasks that were added. None may be added any more.
    void finish();

private:
    void work();

    const std::stop_token m_stop;
    std::mutex m_mutex;
    std::condition_variable m_change;
    std::deque<Task> m_tasks;
    bool m_isEnding = false;
    std::vector<std::jthread> m_threads;
};

}
