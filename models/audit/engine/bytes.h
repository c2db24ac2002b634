// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <stop_token>
#include <string_view>

namespace sekimori::audit::engine {

/// The text of one file or archive entry as UTF-8, without a mark of byte order. It never moves: what was there once
/// stays at its address until the object goes. More may be added at the end while others read what is there.
class Bytes {
public:
    using Clock = std::chrono::steady_clock;

    virtual ~Bytes() = default;

    /// What is there by now. Thread-safe.
    virtual std::string_view available() const = 0;
    /// Waits until there are at least @p size bytes, or all that will ever come, or @p stop, but no longer than to
    /// @p end; then tells what is there.
    virtual std::string_view waitFor(size_t size, const std::stop_token &stop, Clock::time_point end) const = 0;
    /// Nothing will be added any more. Thread-safe.
    virtual bool isComplete() const = 0;
    /// Somebody is about to read these bytes from the first to the last.
    virtual void prepare(size_t /*begin*/, size_t /*end*/) const { }

protected:
    Bytes() = default;
    Bytes(const Bytes &) = default;
    Bytes &operator=(const Bytes &) = default;
};

}
