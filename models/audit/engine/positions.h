// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>

namespace sekimori::audit::engine {

/// Places in a text, many of them: grows without ever clearing what is written next, and is used again and again.
class Positions {
public:
    size_t size() const { return m_size; }
    bool isEmpty() const { return m_size == 0; }
    uint32_t operator[](size_t i) const { return m_items[i]; }
    uint32_t &operator[](size_t i) { return m_items[i]; }
    const uint32_t *begin() const { return m_items.get(); }
    const uint32_t *end() const { return m_items.get() + m_size; }
    uint32_t back() const { return m_items[m_size - 1]; }

    /// Where to write the next ones; there is room for @p count.
    uint32_t *room(size_t count)
    {
        if (m_size + count > m_capacity)
            grow(m_size + count);
        return m_items.get() + m_size;
    }
    void written(size_t count) { m_size += count; }
    void append(uint32_t position)
    {
        *room(1) = position;
        ++m_size;
    }
    void shrink(size_t size) { m_size = size; }
    void clear() { m_size = 0; }

private:
    void grow(size_t wanted)
    {
        const size_t capacity = std::max(wanted, 2 * m_capacity);
        auto items = std::make_unique_for_overwrite<uint32_t[]>(capacity);
        if (m_size > 0)
            std::memcpy(items.get(), m_items.get(), m_size * sizeof(uint32_t));
        m_items = std::move(items);
        m_capacity = capacity;
    }

    std::unique_ptr<uint32_t[]> m_items;
    size_t m_size = 0;
    size_t m_capacity = 0;
};

}
