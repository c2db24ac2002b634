// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/zonedtime.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace sekimori::items {
namespace {

/// With no more digits than it needs.
QString briefClock(const QTime &time)
{
    if (time.msec() != 0)
        return time.toString(u"HH:mm:ss.zzz"_s);
    return time.toString(time.second() != 0 ? u"HH:mm:ss"_s : u"HH:mm"_s);
}

QString briefText(const QDateTime &time)
{
    return u"%1 %2"_s.arg(time.date().toString(Qt::ISODate), briefClock(time.time()));
}

}

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

QString spanText(audit::EventTime begin, audit::EventTime end, const QTimeZone &zone)
{
    const auto joined = [](const QString &from, const QString &to) {
        return QCoreApplication::translate("Span", "%1 to %2", "times or dates").arg(from, to);
    };
    const QDateTime first = toDateTime(begin).toTimeZone(zone);
    const QDateTime last = toDateTime(end).toTimeZone(zone);
    if (first.time() == QTime(0, 0) && last.time() == QTime(0, 0) && first < last) {
        const QString day = first.date().toString(Qt::ISODate);
        const QDate until = last.date().addDays(-1);
        return until == first.date() ? day : joined(day, until.toString(Qt::ISODate));
    }
    const bool isWithinADay = first.secsTo(last) < 24 * 3600
        && (first.date() == last.date() || (last.time() == QTime(0, 0) && first.date().addDays(1) == last.date()));
    return joined(briefText(first), isWithinADay ? briefClock(last.time()) : briefText(last));
}

QString ageText(const QDateTime &since, const QDateTime &now)
{
    const qint64 days = since.daysTo(now);
    if (days <= 0)
        return QCoreApplication::translate("Age", "today");
    return QCoreApplication::translate("Age", "%Ln days ago", nullptr, int(days));
}

QDateTime toDateTime(audit::EventTime time)
{
    const auto milliseconds = std::chrono::floor<std::chrono::milliseconds>(time);
    return QDateTime::fromMSecsSinceEpoch(milliseconds.time_since_epoch().count(), QTimeZone::utc());
}

}
