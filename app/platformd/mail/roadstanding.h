// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mail/mailroad.h"

#include <chrono>
#include <memory>
#include <mutex>
#include <optional>

namespace sekimori::platformd {

/// Whether mail gets through, told in the service's log when that changes. The roads to one server share one.
class RoadStanding {
public:
    using Clock = std::chrono::steady_clock;

    /// A server that lets one connection in and not the next would fill the log.
    static constexpr std::chrono::minutes quietFor{10};

    void note(const LetterOutcome &outcome, Clock::time_point at);

private:
    std::mutex m_mutex;
    bool m_isFailing = false; ///< and that was told; under m_mutex
    std::optional<Clock::time_point> m_toldAt; ///< under m_mutex
};

/// A road that has its standing told.
class WatchedRoad final : public MailRoad {
public:
    WatchedRoad(std::unique_ptr<MailRoad> road, std::shared_ptr<RoadStanding> standing);

    LetterOutcome carry(const Letter &letter, const std::stop_token &stop) override;
    void rest() override { m_road->rest(); }

private:
    const std::unique_ptr<MailRoad> m_road;
    const std::shared_ptr<RoadStanding> m_standing;
};

}
