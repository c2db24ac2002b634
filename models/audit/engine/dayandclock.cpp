// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/engine/dayandclock.h"

namespace sekimori::audit::engine {

std::optional<WrittenTime> DayAndClock::read(std::string_view day, std::string_view clock, const TimeHints &hints)
{
    constexpr int64_t microsecondsInDay = 86'400'000'000;
    constexpr std::string_view firstDay = "1970-01-01 ";
    if (day != m_day || hints != m_hints) {
        m_midnight = timeFromWriting(day, hints);
        m_day = day;
        m_hints = hints;
    }
    if (!m_midnight || clock.empty())
        return m_midnight;
    m_clock = firstDay;
    m_clock += clock;
    const auto sinceMidnight = m_reading.read(m_clock, hints);
    // A day with a time of day of its own says something else than this one.
    if (!sinceMidnight || m_midnight->microseconds % microsecondsInDay != 0)
        return {};
    return WrittenTime{
        m_midnight->microseconds + sinceMidnight->microseconds, m_midnight->hasZone || sinceMidnight->hasZone};
}

}
