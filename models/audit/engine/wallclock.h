// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimeZone>

#include <cstdint>

namespace sekimori::audit::engine {

/// From what a wall's clock in some zone shows to UTC, both in microseconds. Remembers the span in which its last
/// answer holds, so that a log in order of time costs next to nothing.
class WallClock {
public:
    explicit WallClock(const QTimeZone &zone);

    /// A time that the clock leaves out counts as one after the leap; of two of the same, the first one counts.
    int64_t toUtc(int64_t shown)
    {
        if (shown < m_from || shown >= m_until) [[unlikely]]
            find(shown);
        return shown - m_offset;
    }

private:
    void find(int64_t shown);

    QTimeZone m_zone;
    int64_t m_from = 0; ///< within these, the offset holds
    int64_t m_until = 0;
    int64_t m_offset = 0;
};

}
