// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/calendar.h"

#include "store/columns.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

QTimeZone zoneNamed(const QString &zone)
{
    return QTimeZone(zone.toLatin1());
}

audit::EventTime timeOf(const QDateTime &time)
{
    return audit::EventTime(std::chrono::milliseconds(time.toMSecsSinceEpoch()));
}

audit::EventTime nightOf(const QDate &day, const QString &zone)
{
    constexpr auto relative = QDateTime::TransitionResolution::RelativeToBefore;
    return timeOf(QDateTime(day, QTime(3, 0), zoneNamed(zone), relative));
}

}

QDate dayAt(audit::EventTime time, const QString &zone)
{
    return toDateTime(time).toTimeZone(zoneNamed(zone)).date();
}

audit::EventTime beginOfDay(const QDate &day, const QString &zone)
{
    return timeOf(day.startOfDay(zoneNamed(zone)));
}

audit::EventTime endOfDay(const QDate &day, const QString &zone)
{
    return beginOfDay(day.addDays(1), zone) - std::chrono::seconds(1);
}

audit::EventTime lastNight(audit::EventTime now, const QString &zone)
{
    const QDate today = dayAt(now, zone);
    const audit::EventTime night = nightOf(today, zone);
    return night <= now ? night : nightOf(today.addDays(-1), zone);
}

std::optional<Month> Month::fromText(QStringView text)
{
    const QDate day = QDate::fromString(text, u"yyyy-MM");
    const Month month = of(day);
    return day.isValid() && month.text() == text ? std::optional(month) : std::nullopt;
}

QString Month::text() const
{
    return firstDay().toString(u"yyyy-MM"_s);
}

}
