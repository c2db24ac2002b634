// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"

#include <QDateTime>
#include <QTimeZone>

/// Times as people read them. The zone is always named, here or by the heading above.
namespace sekimori::items {

/// `Asia/Tokyo (UTC+09:00)`, or `UTC`.
QString zoneName(const QTimeZone &zone, const QDateTime &at = QDateTime::currentDateTimeUtc());

/// `UTC+09:00`, of @p inZone; for UTC itself `UTC`.
QString offsetText(const QDateTime &inZone);
/// `Asia/Tokyo — UTC+09:00, now 18:42`
QString zoneClockText(const QTimeZone &zone, const QDateTime &now);

/// `2026-03-05 14:00 (UTC+09:00)`, in @p zone.
QString zonedText(const QDateTime &time, const QTimeZone &zone);

/// `2026-03-05 14:00:00.000`, in @p zone, for a column whose heading names it.
QString clockText(audit::EventTime time, const QTimeZone &zone);
/// The same with all six digits of the second and the zone.
QString exactText(audit::EventTime time, const QTimeZone &zone);

/// From @p begin up to @p end, as short as it can be said without doubt: `2026-03-05 14:00 to 15:00`; whole days by
/// their dates alone, `2026-03-05 to 2026-03-08`, the last of them included.
QString spanText(audit::EventTime begin, audit::EventTime end, const QTimeZone &zone);

/// `today`, `40 days ago`.
QString ageText(const QDateTime &since, const QDateTime &now = QDateTime::currentDateTimeUtc());

QDateTime toDateTime(audit::EventTime time);

}
