// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>

namespace sekimori::platformd {

/// The consoles that use the local platform just now.
class Leases {
public:
    /// Lasts as long as what it returns. Whoever calls keeps the Leases longer than that.
    std::shared_ptr<void> begin();

    /// Returns true when nobody has had a lease for @p grace, or nobody came within @p patience at all; false when
    /// asked to stop.
    bool waitUntilUnused(
        const std::stop_token &stop, std::chrono::milliseconds grace, std::chrono::milliseconds patience);

private:
    void end();

    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    int m_count = 0; ///< under m_mutex
    bool m_wasUsed = false; ///< under m_mutex; at some time, by somebody who may have gone again
};

}
