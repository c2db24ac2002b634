// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/query/timebins.h"

#include <QDateTime>

#include <algorithm>
#include <array>
#include <limits>

using namespace std::chrono;

namespace sekimori::audit::query {
namespace {

constexpr int64_t microsecondsOfDay = microseconds(24h).count();

constexpr std::array<seconds, 18> steps{
    1s, 5s, 10s, 15s, 30s, 1min, 5min, 10min, 15min, 30min, 1h, 2h, 3h, 6h, 12h, days(1), weeks(1), weeks(4)};

QDateTime dateTime(int64_t time, const QTimeZone &zone)
{
    return QDateTime::fromMSecsSinceEpoch(floor<milliseconds>(microseconds(time)).count(), zone);
}

int64_t microsecondsOf(const QDateTime &time)
{
    return microseconds(milliseconds(time.toMSecsSinceEpoch())).count();
}

int64_t floorTo(int64_t step, int64_t time)
{
    const int64_t rest = time % step;
    return time - (rest < 0 ? rest + step : rest);
}

/// Bars of whole days, by the calendar of the zone; those of weeks begin on a Monday.
std::vector<int64_t> edgesOfDays(int64_t dayCount, int64_t earliest, int64_t latest, const QTimeZone &zone)
{
    constexpr qint64 someMonday = 2'440'592; // 1970-01-05
    const qint64 firstDay = dateTime(earliest, zone).date().toJulianDay();
    qint64 day = firstDay - ((firstDay - someMonday) % dayCount + dayCount) % dayCount;
    std::vector<int64_t> edges;
    for (; edges.empty() || edges.back() <= latest; day += dayCount)
        edges.push_back(microsecondsOf(QDate::fromJulianDay(day).startOfDay(zone)));
    return edges;
}

}

TimeBins binsBy(seconds step, int64_t earliest, int64_t latest, const QTimeZone &zone)
{
    TimeBins bins{.step = step, .edges = {}};
    const int64_t length = microseconds(step).count();
    if (length >= microsecondsOfDay) {
        bins.edges = edgesOfDays(length / microsecondsOfDay, earliest, latest, zone);
        return bins;
    }
    const int64_t offset = microseconds(seconds(zone.offsetFromUtc(dateTime(earliest, QTimeZone::utc())))).count();
    int64_t edge = floorTo(length, earliest + offset) - offset;
    bins.edges.push_back(edge);
    for (; edge <= latest; edge += length)
        bins.edges.push_back(edge + length);
    return bins;
}

TimeBins binsFor(int64_t earliest, int64_t latest, int wanted, const QTimeZone &zone)
{
    const auto span = duration_cast<seconds>(microseconds(latest - earliest));
    const auto fits = [&](seconds step) { return span / step < wanted; };
    const auto *step = std::ranges::find_if(steps, fits);
    return binsBy(step == steps.end() ? steps.back() : *step, earliest, latest, zone);
}

ZoneOffsets::ZoneOffsets(const QTimeZone &zone, int64_t earliest, int64_t latest)
{
    constexpr int64_t always = std::numeric_limits<int64_t>::max();
    const QDateTime first = dateTime(earliest, QTimeZone::utc());
    m_intervals.push_back(
        {std::numeric_limits<int64_t>::min(), always, microseconds(seconds(zone.offsetFromUtc(first))).count()});
    if (!zone.hasTransitions())
        return;
    for (const auto &change : zone.transitions(first, dateTime(latest, QTimeZone::utc()).addSecs(1))) {
        const int64_t since = microsecondsOf(change.atUtc);
        m_intervals.back().until = since;
        m_intervals.push_back({since, always, microseconds(seconds(change.offsetFromUtc)).count()});
    }
}

const ZoneOffsets::Interval &ZoneOffsets::at(int64_t time) const
{
    return *(std::ranges::upper_bound(m_intervals, time, {}, &Interval::since) - 1);
}

}
