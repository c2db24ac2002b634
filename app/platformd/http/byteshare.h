// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtTypes>

#include <atomic>
#include <utility>

namespace sekimori::platformd {

/// What one request or answer holds of the memory that all of them together may hold.
class ByteShare {
public:
    ByteShare(std::atomic<qsizetype> &total, qsizetype limit)
        : m_total(total)
        , m_limit(limit)
    {
    }
    ~ByteShare() { m_total -= m_bytes; }
    ByteShare(const ByteShare &) = delete;
    ByteShare &operator=(const ByteShare &) = delete;

    /// False when all together now hold too much.
    bool growTo(qsizetype bytes)
    {
        const qsizetype more = bytes - std::exchange(m_bytes, bytes);
        return (m_total += more) <= m_limit;
    }

private:
    std::atomic<qsizetype> &m_total;
    const qsizetype m_limit;
    qsizetype m_bytes = 0;
};

}
