// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"

#include <QDate>

/// Days, nights and months where the clocks show a tenant's time zone, an IANA name.
namespace sekimori::platformd {

QDate dayAt(audit::EventTime time, const QString &zone);
/// The first moment of @p day.
audit::EventTime beginOfDay(const QDate &day, const QString &zone);
/// The last second of @p day.
audit::EventTime endOfDay(const QDate &day, const QString &zone);

/// The newest three o'clock in the morning that is not later than @p now: when what is done nightly is due. Where the
/// clock strikes it twice, the first of them; where it is left out, the moment at which it is.
audit::EventTime lastNight(audit::EventTime now, const QString &zone);

/// A month of a calendar.
struct Month {
    int year = 1970;
    int month = 1; ///< 1 to 12

    static Month of(const QDate &day) { return {day.year(), day.month()}; }
    static std::optional<Month> fromText(QStringView text); ///< what text() wrote

    QString text() const; ///< `2026-03`
    QDate firstDay() const { return {year, month, 1}; }
    Month next() const { return of(firstDay().addMonths(1)); }

    auto operator<=>(const Month &) const = default;
};

}
