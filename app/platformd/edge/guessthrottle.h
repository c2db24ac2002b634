// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/ipaddress.h"

#include <chrono>
#include <map>
#include <mutex>
#include <optional>

namespace sekimori::platformd {

/// Slows whoever guesses passwords, by address (IPv6: by /64, which is what one customer gets). It locks nobody: who
/// waits as long as he is told may try again. Safe from several threads; remembers a bounded number of addresses.
class GuessThrottle {
public:
    using Clock = std::chrono::steady_clock;

    /// So many wrong guesses at once; beyond them one per `pause`.
    struct Limits {
        int burst = 10;
        std::chrono::seconds pause{3};
        std::size_t addresses = 4096;
    };

    GuessThrottle() = default;
    explicit GuessThrottle(const Limits &limits)
        : m_limits(limits)
    {
    }

    /// How long the address has to wait before its next guess is looked at; nothing: not at all. No address at all
    /// (the proxies' account was malformed) counts as one.
    std::optional<std::chrono::seconds> waitFor(
        const std::optional<policy::IpAddress> &address, Clock::time_point now = Clock::now()) const;

    void noteWrong(const std::optional<policy::IpAddress> &address, Clock::time_point now = Clock::now());

private:
    using Payments = std::map<policy::IpAddress, Clock::time_point>;

    void makeRoom(Clock::time_point now);

    Limits m_limits;
    mutable std::mutex m_mutex;
    Payments m_paidUntil; ///< the moment at which all wrong guesses so far are forgiven
};

}
