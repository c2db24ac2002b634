// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "terminal.h"

#include <algorithm>
#include <cstdio>

namespace sekimori::logtool {

/// How far it is, in one line that is gone afterwards; nothing where no person looks.
class ProgressLine {
public:
    /// @p doing: `Reading`; has to stay.
    ProgressLine(const char *doing, bool isWanted)
        : m_doing(doing)
        , m_isShown(isWanted && isTerminal(stderr))
    {
    }
    ~ProgressLine()
    {
        if (m_percent >= 0)
            std::fputs("\r\x1b[K", stderr);
    }
    ProgressLine(const ProgressLine &) = delete;
    ProgressLine &operator=(const ProgressLine &) = delete;

    /// From 0 to 1.
    void show(double done)
    {
        const int percent = int(std::clamp(done, 0., 1.) * 100);
        if (!m_isShown || percent == m_percent)
            return;
        m_percent = percent;
        std::fprintf(stderr, "\r%s: %d %%", m_doing, percent);
    }

private:
    const char *const m_doing;
    const bool m_isShown;
    int m_percent = -1;
};

}
