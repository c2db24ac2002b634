// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"

#include <QDateTime>
#include <QTimeZone>
#include <QVariant>

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
