// SPDX-License-Identifier: GPL-3.0-or-later
#include "edge/guessthrottle.h"

#include <algorithm>

namespace sekimori::platformd {
namespace {

IpAddress whom(const std::optional<IpAddress> &address)
{
    if (!address)
        return IpAddress::v6({});
    if (address->isV4())
        return *address;
    IpAddress network = *address;
    std::fill(network.bytes.begin() + 8, network.bytes.end(), quint8(0));
    return network;
}

}

GuessThrottle::Turn::~Turn()
{
    if (!m_throttle)
        return;
    {
        const std::scoped_lock lock(m_throttle->m_mutex);
        const auto underway = m_throttle->m_underway.find(m_guesser);
        if (--underway->second == 0)
            m_throttle->m_underway.erase(underway);
    }
    m_throttle->m_ended.notify_all();
}

std::expected<GuessThrottle::Turn, std::chrono::seconds> GuessThrottle::begin(const std::optional<IpAddress> &address)
{
    const IpAddress guesser = whom(address);
    std::unique_lock lock(m_mutex);
    for (;;) {
        const auto now = Clock::now();
        if (const auto wait = waitOf(guesser, now))
            return std::unexpected(*wait);
        const auto underway = m_underway.find(guesser);
        if (underway == m_underway.end() || underway->second + owedBy(guesser, now) < m_limits.burst)
            break;
        m_ended.wait(lock);
    }
    ++m_underway[guesser];
    return Turn(this, guesser);
}

std::optional<std::chrono::seconds> GuessThrottle::waitFor(
    const std::optional<IpAddress> &address, Clock::time_point now) const
{
    const std::scoped_lock lock(m_mutex);
    return waitOf(whom(address), now);
}

std::optional<std::chrono::seconds> GuessThrottle::waitOf(const IpAddress &guesser, Clock::time_point now) const
{
    const auto found = m_paidUntil.find(guesser);
    if (found == m_paidUntil.end())
        return std::nullopt;
    const auto allowedAgain = found->second - m_limits.pause * (m_limits.burst - 1);
    if (allowedAgain <= now)
        return std::nullopt;
    return std::chrono::ceil<std::chrono::seconds>(allowedAgain - now);
}

/// Wrong guesses that are not forgiven yet.
int GuessThrottle::owedBy(const IpAddress &guesser, Clock::time_point now) const
{
    const auto found = m_paidUntil.find(guesser);
    if (found == m_paidUntil.end() || found->second <= now)
        return 0;
    const Clock::duration pause = m_limits.pause;
    return int((found->second - now + pause - Clock::duration(1)) / pause);
}

void GuessThrottle::noteWrong(const std::optional<IpAddress> &address, Clock::time_point now)
{
    const std::scoped_lock lock(m_mutex);
    const IpAddress guesser = whom(address);
    if (!m_paidUntil.contains(guesser))
        makeRoom(now);
    Clock::time_point &paidUntil = m_paidUntil[guesser];
    // Several guesses may have been let in at once; the debt they leave is bounded all the same.
    paidUntil = std::min(std::max(paidUntil, now) + m_limits.pause, now + m_limits.pause * (m_limits.burst + 10));
}

void GuessThrottle::makeRoom(Clock::time_point now)
{
    if (m_paidUntil.size() < m_limits.addresses)
        return;
    std::erase_if(m_paidUntil, [now](const auto &entry) { return entry.second <= now; });
    if (m_paidUntil.size() >= m_limits.addresses)
        m_paidUntil.erase(std::ranges::min_element(m_paidUntil, {}, &Payments::value_type::second));
}

}
