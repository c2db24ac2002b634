// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/standing.h"
#include "api/streamplaces.h"
#include "http/bodystream.h"

#include <atomic>

namespace sekimori::platformd {

inline constexpr Message ServiceStopping{
    "service.stopping", QT_TRANSLATE_NOOP("Messages", "The service is stopping. Connect again in a moment.")};

/// The log as it is written, as server-sent events. What it sends it reads from the store, from where it left off:
/// being woken only means that looking may be worth it, so no event is lost or comes twice, and a slow reader costs
/// nothing.
class AuditTail : public BodyStream {
public:
    /// How much of what was missed is sent after; of the rest only the numbers are told.
    static constexpr qint64 mostMissed = 1000;

    struct Rhythm {
        std::chrono::milliseconds alive{15'000}; ///< between signs of life, when there is nothing else to say
        std::chrono::milliseconds judging{1'000}; ///< how late the end of a right is noticed that comes by mere time
    };

    /// Begins behind the event with the number @p after. @p newest is the tenant's last.
    AuditTail(
        Standing standing, StreamPlaces::Place place, Tenants &tenants, qint64 after, qint64 newest, Rhythm rhythm);

    void begin(const Wake &wake) override;
    Piece next(bool isStopping) override;

private:
    using Clock = std::chrono::steady_clock;

    QByteArray unsentEvents();

    const Standing m_standing;
    const StreamPlaces::Place m_place;
    Tenants &m_tenants;
    const Rhythm m_rhythm;
    qint64 m_sent; ///< the number of the last event that was sent, or is not to be
    QByteArray m_gap; ///< told first
    Clock::time_point m_spokeAt{};
    std::atomic<bool> m_mayHaveMore = true;
    std::optional<ChangeWatch::Watching> m_watching; ///< last: its call uses the others
};

/// The live tail; `after` or Last-Event-ID says where it goes on.
Response getAuditTail(const Call &call, ApiParts &parts);

}
