// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <chrono>
#include <vector>

/// How long the event loop is away each time it has something to do. As long, a click or a key waits.
class LoopPulse : public QObject {
public:
    using Milliseconds = std::chrono::duration<double, std::milli>;

    LoopPulse();

    /// Forgets what was.
    void begin();
    Milliseconds longest() const;
    /// Of all turns of the loop the one below which @p share of them are.
    Milliseconds quantile(double share) const;

private:
    void turn();

    using Clock = std::chrono::steady_clock;

    Clock::time_point m_woken = Clock::now();
    bool m_isAwake = true;
    std::vector<Milliseconds> m_turns;
};
