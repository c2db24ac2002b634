// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <list>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

namespace sekimori::audit::query {

/// A few threads that do the pieces of a task together with whoever asks. Several may ask at once. Knows nothing of
/// what is done.
class Workers {
public:
    /// @p piece from 0 on; @p thread below count(), and at one time each number is at work once only in a task: what a
    /// thread needs for itself may stand in a list by it.
    using Work = std::function<void(size_t piece, size_t thread)>;

    /// So many that all of the machine's cores are at work, the caller's among them.
    Workers();
    /// @p threads besides the caller's.
    explicit Workers(size_t threads);
    ~Workers();
    Workers(const Workers &) = delete;
    Workers &operator=(const Workers &) = delete;

    size_t count() const { return m_threads.size() + 1; }

    /// Does the pieces, the lower ones first, and returns when none is being done any more. False: @p stop came, and
    /// not all have been done. Work must not throw.
    bool run(size_t pieces, const std::stop_token &stop, const Work &work);

private:
    struct Task;

    void serve(const std::stop_token &end, size_t thread);

    std::mutex m_mutex;
    std::condition_variable_any m_wanted; // a task has come
    std::condition_variable m_left; // a thread has left a task
    std::list<Task *> m_tasks;
    std::vector<std::jthread> m_threads;
};

}
