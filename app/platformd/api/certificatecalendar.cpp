// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/certificatecalendar.h"

#include "crypto/certificatesummary.h"
#include "edge/certificatebundles.h"
#include "edge/signinwords.h"
#include "error/messages.h"
#include "store/columns.h"

#include <array>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

constexpr std::array daysBefore{90, 30, 14, 7, 3, 1};
constexpr qsizetype namesShown = 50;
constexpr qsizetype longestLine = 75; // octets, as RFC 5545 says

QString escaped(QString text)
{
    return text.replace(u'\\', u"\\\\"_s).replace(u';', u"\\;"_s).replace(u',', u"\\,"_s).replace(u'\n', u"\\n"_s);
}

/// @p line, broken where it is too long, and never within a character.
QByteArray folded(const QString &line)
{
    QByteArray text = line.toUtf8();
    QByteArray folds;
    qsizetype room = longestLine;
    while (text.size() > room) {
        qsizetype end = room;
        while ((static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
            --end;
        folds += text.first(end) + "\r\n ";
        text.remove(0, end);
        room = longestLine - 1; // The blank counts.
    }
    return folds + text + "\r\n";
}

QString dateText(const QDate &day)
{
    return day.toString(u"yyyyMMdd"_s);
}

/// Calls @p tell with each day to remind on that has not passed, and how many days are left then.
void forEachReminder(const QDate &end, const QDate &today, const auto &tell)
{
    for (const int days : daysBefore) {
        if (end.addDays(-days) >= today)
            tell(end.addDays(-days), days);
    }
}

Reminder certificatesReminder(const QDate &day, int days, const QDate &end, const QStringList &names)
{
    const QString shown = end.toString(Qt::ISODate);
    Error summary = names.size() == 1
        ? words(CalendarCertificate, {names.first(), shown, QString::number(days)})
        : words(CalendarCertificates, {QString::number(names.size()), shown, QString::number(days)});
    QString description;
    if (names.size() > 1)
        description = names.first(std::min(namesShown, names.size())).join(u", "_s)
            + (names.size() > namesShown ? u", …"_s : QString());
    return {day, "certificates-" + dateText(end).toLatin1() + '-' + QByteArray::number(days), std::move(summary),
        description};
}

}

QList<Reminder> remindersOf(const QList<CertificateEnd> &ends, const std::optional<AuthorityRow> &authority,
    const TenantState &tenant, audit::EventTime now)
{
    const QString zone = tenant.settings.tenant.timeZone;
    const QDate today = dayAt(now, zone);
    QMap<QDate, QStringList> names;
    for (const CertificateEnd &end : ends)
        names[dayAt(end.endsAt, zone)].append(end.loginName);
    QList<Reminder> reminders;
    for (auto end = names.begin(); end != names.end(); ++end) {
        forEachReminder(end.key(), today,
            [&](const QDate &day, int days) { reminders.append(certificatesReminder(day, days, end.key(), *end)); });
    }
    if (!authority)
        return reminders;
    const auto one = [&](const Message &message, const QByteArray &id, audit::EventTime time) {
        const QDate end = dayAt(time, zone);
        forEachReminder(end, today, [&](const QDate &day, int days) {
            reminders.append({day, id + '-' + dateText(end).toLatin1() + '-' + QByteArray::number(days),
                words(message, {end.toString(Qt::ISODate), QString::number(days)}), {}});
        });
    };
    if (const auto summary = crypto::readCertificate(authority->certificatePem))
        one(CalendarAuthority, "authority", summary->notAfter);
    one(CalendarList, "list", authority->listUntil);
    return reminders;
}

QByteArray calendarOf(
    const QList<Reminder> &reminders, const QString &name, const QTranslator *translator, audit::EventTime now)
{
    const QString stamp = toDateTime(now).toString(u"yyyyMMdd'T'HHmmss'Z'"_s);
    QByteArray text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Sekimori//Certificates//EN\r\nMETHOD:PUBLISH\r\n";
    text += folded(u"X-WR-CALNAME:"_s + escaped(name));
    for (const Reminder &reminder : reminders) {
        text += "BEGIN:VEVENT\r\n";
        text += folded(u"UID:"_s + QString::fromLatin1(reminder.id));
        text += folded(u"DTSTAMP:"_s + stamp);
        text += folded(u"DTSTART;VALUE=DATE:"_s + dateText(reminder.day));
        text += folded(u"DTEND;VALUE=DATE:"_s + dateText(reminder.day.addDays(1)));
        text += folded(u"SUMMARY:"_s + escaped(renderMessage(reminder.summary, translator)));
        if (!reminder.description.isEmpty())
            text += folded(u"DESCRIPTION:"_s + escaped(reminder.description));
        text += "TRANSP:TRANSPARENT\r\nEND:VEVENT\r\n";
    }
    return text + "END:VCALENDAR\r\n";
}

Response getCertificateCalendar(const Call &call, ApiParts &parts)
{
    const TenantState &tenant = *call.passage.tenant;
    const auto ends = parts.certificates.ends(tenant.id);
    if (!ends)
        return call.refuse(ends.error());
    const auto authority = parts.certificates.authority(tenant.id);
    if (!authority)
        return call.refuse(authority.error());
    const auto now = parts.tenants.now();
    QList<Reminder> reminders = remindersOf(*ends, *authority, tenant, now);
    for (Reminder &reminder : reminders)
        reminder.id += '@' + call.request.host;
    const QTranslator *translator = call.passage.language.translator;
    const QString name = renderMessage(words(CalendarName, {tenant.displayName}), translator);
    Response response{.status = 200, .headers = {}, .body = calendarOf(reminders, name, translator, now)};
    response.headers.set("Content-Type", "text/calendar; charset=utf-8");
    response.headers.set("Content-Disposition", "attachment; filename=\"certificates.ics\"");
    return response;
}

}
