// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/timemarks.h"

#include "items/zonedtime.h"
#include "plots/eventhistogram.h"

#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

constexpr qint64 daySeconds = 24 * 3600;

/// A distance between marks: so many seconds within a day, so many days or so many months.
struct Unit {
    enum class Of { Second, Day, Month };

    Of of;
    int count;

    /// At the most.
    qint64 seconds() const
    {
        switch (of) {
        case Of::Second:
            return count;
        case Of::Day:
            return count * daySeconds;
        case Of::Month:
            return count * 31 * daySeconds;
        }
        Q_UNREACHABLE_RETURN(0);
    }
};

constexpr int hour = 3600;
constexpr std::array units{Unit{Unit::Of::Second, 1}, Unit{Unit::Of::Second, 2}, Unit{Unit::Of::Second, 5},
    Unit{Unit::Of::Second, 10}, Unit{Unit::Of::Second, 15}, Unit{Unit::Of::Second, 30}, Unit{Unit::Of::Second, 60},
    Unit{Unit::Of::Second, 2 * 60}, Unit{Unit::Of::Second, 5 * 60}, Unit{Unit::Of::Second, 10 * 60},
    Unit{Unit::Of::Second, 15 * 60}, Unit{Unit::Of::Second, 30 * 60}, Unit{Unit::Of::Second, hour},
    Unit{Unit::Of::Second, 2 * hour}, Unit{Unit::Of::Second, 3 * hour}, Unit{Unit::Of::Second, 4 * hour},
    Unit{Unit::Of::Second, 6 * hour}, Unit{Unit::Of::Second, 12 * hour}, Unit{Unit::Of::Day, 1}, Unit{Unit::Of::Day, 2},
    Unit{Unit::Of::Day, 7}, Unit{Unit::Of::Day, 14}, Unit{Unit::Of::Month, 1}, Unit{Unit::Of::Month, 2},
    Unit{Unit::Of::Month, 3}, Unit{Unit::Of::Month, 6}, Unit{Unit::Of::Month, 12}, Unit{Unit::Of::Month, 24},
    Unit{Unit::Of::Month, 60}, Unit{Unit::Of::Month, 120}};

QString textAt(const QDateTime &time, const Unit &unit)
{
    const QLocale locale;
    if (unit.of == Unit::Of::Month && time.date().month() == 1)
        return locale.toString(time.date(), EventHistogram::tr("yyyy", "year as a date format"));
    if (unit.of == Unit::Of::Month)
        return locale.toString(time.date(), EventHistogram::tr("MMM", "month as a date format"));
    if (unit.of == Unit::Of::Day || time.time() == QTime(0, 0))
        return locale.toString(time.date(), EventHistogram::tr("d MMM", "day and month as a date format"));
    return time.toString(unit.count < 60 ? u"HH:mm:ss"_s : u"HH:mm"_s);
}

/// The last one not after @p time.
QDateTime firstAt(const QDateTime &time, const Unit &unit)
{
    const QDate date = time.date();
    switch (unit.of) {
    case Unit::Of::Second: {
        const int sinceMidnight = QTime(0, 0).secsTo(time.time());
        return {date, QTime(0, 0).addSecs(sinceMidnight / unit.count * unit.count), time.timeZone()};
    }
    case Unit::Of::Day: // Those of 7 and 14 are Mondays.
        return date.addDays(-(date.toJulianDay() % unit.count)).startOfDay(time.timeZone());
    case Unit::Of::Month: {
        const int months = date.year() * 12 + date.month() - 1;
        return QDate(date.year(), date.month(), 1).addMonths(-(months % unit.count)).startOfDay(time.timeZone());
    }
    }
    Q_UNREACHABLE_RETURN({});
}

/// By what clocks show, so that full hours stay full ones when the clocks are changed.
QDateTime nextAfter(const QDateTime &time, const Unit &unit)
{
    switch (unit.of) {
    case Unit::Of::Second: {
        QDateTime next = time;
        for (int clock = QTime(0, 0).secsTo(time.time()) + unit.count; next <= time; clock += unit.count) {
            if (clock >= daySeconds)
                return time.date().addDays(1).startOfDay(time.timeZone());
            next = QDateTime(time.date(), QTime(0, 0).addSecs(clock), time.timeZone());
        }
        return next;
    }
    case Unit::Of::Day:
        return time.date().addDays(unit.count).startOfDay(time.timeZone());
    case Unit::Of::Month:
        return time.date().addMonths(unit.count).startOfDay(time.timeZone());
    }
    Q_UNREACHABLE_RETURN({});
}

audit::EventTime toEventTime(const QDateTime &time)
{
    return audit::EventTime(std::chrono::milliseconds(time.toMSecsSinceEpoch()));
}

QList<TimeMark> marksAt(const TimeAxis &axis, const Unit &unit)
{
    QList<TimeMark> marks;
    QDateTime time = firstAt(items::toDateTime(axis.edges.first()).toTimeZone(axis.zone), unit);
    for (; toEventTime(time) <= axis.edges.last(); time = nextAfter(time, unit)) {
        if (toEventTime(time) >= axis.edges.first())
            marks.append({axis.placeOf(toEventTime(time)), textAt(time, unit)});
    }
    return marks;
}

bool fits(const QList<TimeMark> &marks, const std::function<int(const QString &text)> &fit)
{
    return std::ranges::all_of(marks, [&](const TimeMark &mark) { return marks.size() <= fit(mark.text); });
}

}

double TimeAxis::placeOf(audit::EventTime time) const
{
    const auto after = std::ranges::upper_bound(edges, time);
    if (after == edges.begin() || edges.size() < 2)
        return 0;
    const qsizetype bar = std::min(after - edges.begin() - 1, edges.size() - 2);
    const double length = double((edges[bar + 1] - edges[bar]).count());
    return double(bar) + (length > 0 ? double((time - edges[bar]).count()) / length : 0);
}

QList<TimeMark> timeMarks(const TimeAxis &axis, const std::function<int(const QString &text)> &fit)
{
    if (axis.edges.size() < 2)
        return {};
    const auto span = std::chrono::floor<std::chrono::seconds>(axis.edges.last() - axis.edges.first()).count();
    for (const Unit &unit : units) {
        // Far too many are not even made.
        if (unit.seconds() < axis.step.count() || span / unit.seconds() > 200)
            continue;
        if (const auto marks = marksAt(axis, unit); fits(marks, fit))
            return marks;
    }
    return {};
}

}
