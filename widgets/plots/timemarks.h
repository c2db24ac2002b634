// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"

#include <QList>
#include <QTimeZone>

#include <functional>

namespace sekimori::widgets {

/// An axis of bars: where each of them begins, and last where the last one ends. A bar's place is its number, so that
/// bars of one month each are equally wide.
struct TimeAxis {
    QList<audit::EventTime> edges;
    std::chrono::seconds step{3600};
    QTimeZone zone;

    /// Also between two edges.
    double placeOf(audit::EventTime time) const;
};

struct TimeMark {
    double place = 0;
    QString text;

    bool operator==(const TimeMark &) const = default;
};

/// Where on the axis people look for a time, and what stands there: full seconds, minutes, hours, days, weeks, months
/// or years of the zone. @p fit says how many such texts there is room for.
QList<TimeMark> timeMarks(const TimeAxis &axis, const std::function<int(const QString &text)> &fit);

}
