// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/zonedtime.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace sekimori::items {

QString offsetText(const QDateTime &inZone)
{
    const int seconds = inZone.offsetFromUtc();
    if (seconds == 0)
        return u"UTC"_s;
    const int minutes = qAbs(seconds) / 60;
    return u"UTC%1%2:%3"_s.arg(seconds < 0 ? u"−"_s : u"+"_s)
        .arg(minutes / 60, 2, 10, QChar(u'0'))
        .arg(minutes % 60, 2, 10, QChar(u'0'));
}

QString zoneName(const QTimeZone &zone, const QDateTime &at)
{
    QString offset = offsetText(at.toTimeZone(zone));
    const QString id = QString::fromLatin1(zone.id());
    if (id.isEmpty() || id == offset || id == "Etc/UTC"_L1)
        return offset;
    return u"%1 (%2)"_s.arg(id, offset);
}

QString zoneClockText(const QTimeZone &zone, const QDateTime &now)
{
    const QDateTime inZone = now.toTimeZone(zone);
    const QString id = QString::fromLatin1(zone.id());
    const QString offset = offsetText(inZone);
    const QString clock = inZone.toString(u"HH:mm"_s);
    if (id == offset)
        return QCoreApplication::translate("ZoneClock", "%1, now %2", "time zone, time of day").arg(id, clock);
    return QCoreApplication::translate("ZoneClock", "%1 — %2, now %3", "time zone, its offset from UTC, time of day")
        .arg(id, offset, clock);
}

QString zonedText(const QDateTime &time, const QTimeZone &zone)
{
    const QDateTime inZone = time.toTimeZone(zone);
    return u"%1 (%2)"_s.arg(inZone.toString(u"yyyy-MM-dd HH:mm"_s), offsetText(inZone));
}

QString clockText(audit::EventTime time, const QTimeZone &zone)
{
    return toDateTime(time).toTimeZone(zone).toString(u"yyyy-MM-dd HH:mm:ss.zzz"_s);
}

QString exactText(audit::EventTime time, const QTimeZone &zone)
{
    const QDateTime inZone = toDateTime(time).toTimeZone(zone);
    const auto sinceSecond = time - std::chrono::floor<std::chrono::seconds>(time);
    return u"%1.%2 (%3)"_s.arg(inZone.toString(u"yyyy-MM-dd HH:mm:ss"_s))
        .arg(sinceSecond.count(), 6, 10, QChar(u'0'))
        .arg(offsetText(inZone));
}

QString ageText(const QDateTime &since, const QDateTime &now)
{
    const qint64 days = since.daysTo(now);
    if (days <= 0)
        return QCoreApplication::translate("Age", "today");
    return QCoreApplication::translate("Age", "%n days ago", nullptr, int(days));
}

QDateTime toDateTime(audit::EventTime time)
{
    const auto milliseconds = std::chrono::floor<std::chrono::milliseconds>(time);
    return QDateTime::fromMSecsSinceEpoch(milliseconds.time_since_epoch().count(), QTimeZone::utc());
}

}
