// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/engine/wallclock.h"

#include <QDateTime>

#include <algorithm>
#include <limits>

namespace sekimori::audit::engine {
namespace {

constexpr int64_t microsecondsEach = 1'000; ///< of a millisecond, in which Qt counts

int64_t offsetAt(const QTimeZone &zone, const QDateTime &moment)
{
    return int64_t(zone.offsetFromUtc(moment)) * 1'000 * microsecondsEach;
}

}

WallClock::WallClock(const QTimeZone &zone)
    : m_zone(zone)
{
}

void WallClock::find(int64_t shown)
{
    const int64_t milliseconds = shown >= 0 ? shown / microsecondsEach : -((-shown + 999) / microsecondsEach);
    const QDateTime asUtc = QDateTime::fromMSecsSinceEpoch(milliseconds, QTimeZone::UTC);
    const QDateTime moment(asUtc.date(), asUtc.time(), m_zone, QDateTime::TransitionResolution::LegacyBehavior);
    const int64_t utc = moment.toMSecsSinceEpoch();
    m_offset = (milliseconds - utc) * microsecondsEach;
    m_from = shown;
    m_until = shown + 1;
    if (!m_zone.hasTransitions()) {
        if (m_zone.timeSpec() != Qt::TimeZone || m_zone.id().startsWith("UTC")) {
            m_from = std::numeric_limits<int64_t>::min();
            m_until = std::numeric_limits<int64_t>::max();
        }
        return;
    }
    // Away from the changes before and after, by what either side of them shows.
    if (offsetAt(m_zone, moment) != m_offset)
        return;
    const auto before = m_zone.previousTransition(moment.addMSecs(1));
    const auto after = m_zone.nextTransition(moment);
    const int64_t from = before.atUtc.isValid() ? before.atUtc.toMSecsSinceEpoch() * microsecondsEach
            + std::max(m_offset, offsetAt(m_zone, before.atUtc.addMSecs(-1)))
                                                : std::numeric_limits<int64_t>::min();
    const int64_t until = after.atUtc.isValid()
        ? after.atUtc.toMSecsSinceEpoch() * microsecondsEach + std::min(m_offset, offsetAt(m_zone, after.atUtc))
        : std::numeric_limits<int64_t>::max();
    if (shown >= from && shown < until) {
        m_from = from;
        m_until = until;
    }
}

}
