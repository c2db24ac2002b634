// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "address/ipaddress.h"

#include <chrono>
#include <condition_variable>
#include <expected>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

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
        const std::optional<IpAddress> &address, Clock::time_point now = Clock::now()) const;

    void noteWrong(const std::optional<IpAddress> &address, Clock::time_point now = Clock::now());

    /// A guess that is being judged, until it goes out of scope.
    class Turn {
    public:
        Turn(Turn &&other) noexcept
            : m_throttle(std::exchange(other.m_throttle, nullptr))
            , m_guesser(other.m_guesser)
        {
        }
        Turn &operator=(Turn &&) = delete;
        ~Turn();

    private:
        friend class GuessThrottle;
        Turn(GuessThrottle *throttle, const IpAddress &guesser)
            : m_throttle(throttle)
            , m_guesser(guesser)
        {
        }

        GuessThrottle *m_throttle;
        IpAddress m_guesser;
    };

    /// For a guess that may be one of many at once: waits while as many of the address are being judged as would all
    /// be let in if they were wrong. How long it has to wait where those were.
    std::expected<Turn, std::chrono::seconds> begin(const std::optional<IpAddress> &address);

private:
    using Payments = std::map<IpAddress, Clock::time_point>;

    std::optional<std::chrono::seconds> waitOf(const IpAddress &guesser, Clock::time_point now) const;
    int owedBy(const IpAddress &guesser, Clock::time_point now) const;
    void makeRoom(Clock::time_point now);

    Limits m_limits;
    mutable std::mutex m_mutex;
    std::condition_variable m_ended;
    Payments m_paidUntil; ///< under m_mutex; the moment at which all wrong guesses so far are forgiven
    std::map<IpAddress, int> m_underway; ///< under m_mutex
};

}
