// SPDX-License-Identifier: GPL-3.0-or-later
#include "looppulse.h"

#include <QAbstractEventDispatcher>

#include <algorithm>

LoopPulse::LoopPulse()
{
    const auto *dispatcher = QAbstractEventDispatcher::instance();
    connect(dispatcher, &QAbstractEventDispatcher::awake, this, [this] {
        turn();
        m_isAwake = true;
    });
    connect(dispatcher, &QAbstractEventDispatcher::aboutToBlock, this, [this] {
        turn();
        m_isAwake = false;
    });
}

void LoopPulse::begin()
{
    m_turns.clear();
    m_woken = Clock::now();
    m_isAwake = true;
}

void LoopPulse::turn()
{
    const auto now = Clock::now();
    if (m_isAwake)
        m_turns.emplace_back(now - m_woken);
    m_woken = now;
}

LoopPulse::Milliseconds LoopPulse::longest() const
{
    return m_turns.empty() ? Milliseconds() : *std::ranges::max_element(m_turns);
}

LoopPulse::Milliseconds LoopPulse::quantile(double share) const
{
    if (m_turns.empty())
        return {};
    std::vector<Milliseconds> sorted = m_turns;
    std::ranges::sort(sorted);
    return sorted.at(std::min(sorted.size() - 1, std::size_t(double(sorted.size()) * share)));
}
