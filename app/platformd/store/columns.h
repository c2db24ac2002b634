// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"
#include "store/timespan.h"

#include <QDateTime>
#include <QTimeZone>
#include <QVariant>

#include <limits>

/// How times stand in columns: microseconds since 1970, UTC.
namespace sekimori::platformd {

inline qint64 toColumn(audit::EventTime time)
{
    return time.time_since_epoch().count();
}

inline audit::EventTime timeColumn(const QVariant &column)
{
    return audit::EventTime(std::chrono::microseconds(column.toLongLong()));
}

inline qint64 sinceColumn(const TimeSpan &span)
{
    return span.since ? toColumn(*span.since) : std::numeric_limits<qint64>::min();
}

inline qint64 untilColumn(const TimeSpan &span)
{
    return span.until ? toColumn(*span.until) : std::numeric_limits<qint64>::max();
}

/// For settings, which count in milliseconds.
inline QDateTime toDateTime(audit::EventTime time)
{
    const auto elapsed = std::chrono::floor<std::chrono::milliseconds>(time.time_since_epoch());
    return QDateTime::fromMSecsSinceEpoch(elapsed.count(), QTimeZone::UTC);
}

inline qint64 toColumn(const QDateTime &time)
{
    return time.toMSecsSinceEpoch() * 1000;
}

}
