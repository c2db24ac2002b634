// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/engine/addressrange.h"
#include "audit/engine/bytes.h"
#include "error/error.h"

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <span>

namespace sekimori::audit::engine {

/// Text that comes bit by bit: out of an archive, another encoding, a pipe. One thread adds, any number read.
class GrowingBytes final : public Bytes {
public:
    /// Takes @p limit bytes of addresses at once, and memory as the text comes.
    static Result<std::shared_ptr<GrowingBytes>> create(size_t limit);
    /// The whole text at once.
    static Result<std::shared_ptr<const GrowingBytes>> of(std::string_view text);

    /// Room for @p size bytes behind what is there, for the adding thread to write into; all of it can be read from
    /// then on by committed(). TooLarge where the limit is passed.
    Result<std::span<char>> room(size_t size);
    /// The first @p size bytes of the last room() are text now.
    void committed(size_t size);
    Result<void> append(std::string_view text);
    /// Nothing more will come; also where the adding broke off.
    void finish();

    std::string_view available() const override;
    std::string_view waitFor(size_t size, const std::stop_token &stop, Clock::time_point end) const override;
    bool isComplete() const override { return m_isComplete.load(std::memory_order_acquire); }

private:
    GrowingBytes(AddressRange range, size_t limit);

    AddressRange m_range;
    const size_t m_limit;
    std::atomic<size_t> m_size = 0;
    std::atomic<bool> m_isComplete = false;
    mutable std::mutex m_mutex; ///< for waiting only
    mutable std::condition_variable_any m_changed;
};

namespace messages {
extern const Message TextTooLarge;
extern const Message NoMemoryForText;
}

}
