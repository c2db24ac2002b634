// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <utility>

namespace sekimori::audit::engine {

/// A range of addresses that is set aside first and gets memory later, from its start on; so it never has to move.
class AddressRange {
public:
    /// Null where the system has no such range.
    static AddressRange reserved(size_t size);

    AddressRange() = default;
    ~AddressRange();
    AddressRange(AddressRange &&other) noexcept
        : m_start(std::exchange(other.m_start, nullptr))
        , m_size(std::exchange(other.m_size, 0))
        , m_committed(std::exchange(other.m_committed, 0))
    {
    }
    AddressRange &operator=(AddressRange &&) = delete;

    bool isNull() const { return m_start == nullptr; }
    char *start() const { return m_start; }
    /// Makes the first @p size bytes usable. False where there is no memory.
    bool commit(size_t size);

private:
    char *m_start = nullptr;
    size_t m_size = 0;
    size_t m_committed = 0;
};

}
