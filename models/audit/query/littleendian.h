// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

namespace sekimori::audit::query {

/// Numbers as gzip and ZIP have them: the lowest byte first.
class LittleEndian {
public:
    LittleEndian &operator<<(std::unsigned_integral auto number)
    {
        for (size_t i = 0; i < sizeof(number); ++i)
            m_bytes += char(uint8_t(number >> (8 * i)));
        return *this;
    }
    LittleEndian &operator<<(std::string_view bytes)
    {
        m_bytes += bytes;
        return *this;
    }
    const std::string &bytes() const { return m_bytes; }

private:
    std::string m_bytes;
};

}
