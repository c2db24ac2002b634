// SPDX-License-Identifier: GPL-3.0-or-later
#include "edge/guessthrottle.h"

#include <algorithm>

namespace sekimori::platformd {
namespace {

policy::IpAddress whom(const std::optional<policy::IpAddress> &address)
{
    if (!address)
        return policy::IpAddress::v6({});
    if (address->isV4())
        return *address;
    policy::IpAddress network = *address;
    std::fill(network.bytes.begin() + 8, network.bytes.end(), quint8(0));
    return network;
}

}

std::optional<std::chrono::seconds> GuessThrottle::waitFor(
    const std::optional<policy::IpAddress> &address, Clock::time_point now) const
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_paidUntil.find(whom(address));
    if (found == m_paidUntil.end())
        return std::nullopt;
    const auto allowedAgain = found->second - m_limits.pause * (m_limits.burst - 1);
    if (allowedAgain <= now)
        return std::nullopt;
    return std::chrono::ceil<std::chrono::seconds>(allowedAgain - now);
}

void GuessThrottle::noteWrong(const std::optional<policy::IpAddress> &address, Clock::time_point now)
{
    const std::scoped_lock lock(m_mutex);
    const policy::IpAddress guesser = whom(address);
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
