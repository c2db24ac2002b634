// SPDX-License-Identifier: GPL-3.0-or-later
#include "reminders/certificateendings.h"

#include "crypto/certificatesummary.h"
#include "error/messages.h"
#include "store/calendar.h"
#include "store/columns.h"

#include <algorithm>
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

QByteArray reminderEvent(const CertificateEnding &ending, int days, const QByteArray &host, const QString &stamp,
    const QTranslator *translator)
{
    const QDate day = ending.day.addDays(-days);
    QByteArray text = "BEGIN:VEVENT\r\n";
    text += folded(QString::fromLatin1("UID:" + ending.id() + '-' + QByteArray::number(days) + '@' + host));
    text += folded(u"DTSTAMP:"_s + stamp);
    text += folded(u"DTSTART;VALUE=DATE:"_s + dateText(day));
    text += folded(u"DTEND;VALUE=DATE:"_s + dateText(day.addDays(1)));
    text += folded(u"SUMMARY:"_s + escaped(renderMessage(ending.summary(days), translator)));
    if (const QString names = ending.names(); !names.isEmpty())
        text += folded(u"DESCRIPTION:"_s + escaped(names));
    return text + "TRANSP:TRANSPARENT\r\nEND:VEVENT\r\n";
}

}

QByteArray CertificateEnding::id() const
{
    constexpr std::array kinds{"certificates", "authority", "list"};
    return QByteArray(kinds[size_t(what)]) + '-' + dateText(day).toLatin1();
}

Error CertificateEnding::summary(int days) const
{
    const QString shown = day.toString(Qt::ISODate);
    const QString left = QString::number(days);
    const auto words = [](const Message &message, const QStringList &arguments) {
        return Error{ErrorKind::Internal, message, arguments};
    };
    switch (what) {
    case What::Certificates:
        return loginNames.size() == 1 ? words(CalendarCertificate, {loginNames.first(), shown, left})
                                      : words(CalendarCertificates, {QString::number(loginNames.size()), shown, left});
    case What::Authority:
        return words(CalendarAuthority, {shown, left});
    case What::RevocationList:
        return words(CalendarList, {shown, left});
    }
    std::unreachable();
}

QString CertificateEnding::names() const
{
    if (loginNames.size() < 2)
        return {};
    return loginNames.first(std::min(namesShown, loginNames.size())).join(u", "_s)
        + (loginNames.size() > namesShown ? u", …"_s : QString());
}

QList<int> CertificateEnding::remindedBefore() const
{
    QList<int> days(daysBefore.begin(), daysBefore.end());
    // Of what lives for a week, nobody wants to hear on the day on which it was made.
    days.removeIf([this](int each) { return madeOn.isValid() && day.addDays(-each) <= madeOn; });
    return days;
}

bool CertificateEnding::isDue(const QDate &after, const QDate &today) const
{
    return today <= day && std::ranges::any_of(remindedBefore(), [&](int days) {
        const QDate reminded = day.addDays(-days);
        return after < reminded && reminded <= today;
    });
}

QList<CertificateEnding> endingsOf(
    const QList<CertificateEnd> &ends, const std::optional<AuthorityRow> &authority, const QString &zone)
{
    using What = CertificateEnding::What;
    QMap<QDate, QStringList> names;
    for (const CertificateEnd &end : ends)
        names[dayAt(end.endsAt, zone)].append(end.loginName);
    QList<CertificateEnding> endings;
    for (auto end = names.begin(); end != names.end(); ++end)
        endings.append({.what = What::Certificates, .day = end.key(), .loginNames = *end});
    if (!authority)
        return endings;
    if (const auto summary = crypto::readCertificate(authority->certificatePem))
        endings.append({.what = What::Authority, .day = dayAt(summary->notAfter, zone)});
    endings.append({.what = What::RevocationList,
        .day = dayAt(authority->listUntil, zone),
        .madeOn = dayAt(authority->listFrom, zone)});
    return endings;
}

QByteArray calendarOf(const QList<CertificateEnding> &endings, const QDate &today, const QString &name,
    const QByteArray &host, const QTranslator *translator, audit::EventTime now)
{
    const QString stamp = toDateTime(now).toString(u"yyyyMMdd'T'HHmmss'Z'"_s);
    QByteArray text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Sekimori//Certificates//EN\r\nMETHOD:PUBLISH\r\n";
    text += folded(u"X-WR-CALNAME:"_s + escaped(name));
    for (const CertificateEnding &ending : endings) {
        for (const int days : ending.remindedBefore()) {
            if (ending.day.addDays(-days) >= today)
                text += reminderEvent(ending, days, host, stamp, translator);
        }
    }
    return text + "END:VCALENDAR\r\n";
}

}
