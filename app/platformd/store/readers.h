// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/database.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <thread>
#include <vector>

namespace sekimori::platformd {

/// A few threads that only read the store, each with its own connection.
class Readers {
public:
    static Result<std::unique_ptr<Readers>> start(const QString &path, int threads, SegmentLogs *segments);
    /// Finishes what waits.
    ~Readers();
    Readers(const Readers &) = delete;
    Readers &operator=(const Readers &) = delete;

    /// Runs @p job, `Result<T>(Database &)`, and returns what it returned.
    template<typename Job>
    auto read(Job job) -> std::invoke_result_t<Job, Database &>
    {
        std::packaged_task<std::invoke_result_t<Job, Database &>(Database &)> task(std::move(job));
        auto outcome = task.get_future();
        enqueue([task = std::move(task)](Database &database) mutable { task(database); });
        return outcome.get();
    }

private:
    using Waiting = std::move_only_function<void(Database &)>;

    Readers() = default;

    void enqueue(Waiting job);
    void work(const QString &path, SegmentLogs *segments, std::promise<Result<void>> opened);

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Waiting> m_waiting; ///< under m_mutex
    bool m_stopping = false; ///< under m_mutex
    std::vector<std::thread> m_threads; ///< last: they use the others
};

}
