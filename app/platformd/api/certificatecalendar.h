// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/call.h"

namespace sekimori::platformd {

inline constexpr Message CalendarName{"calendar.name", QT_TRANSLATE_NOOP("Messages", "Certificates of %1")};
inline constexpr Message CalendarCertificate{
    "calendar.certificate", QT_TRANSLATE_NOOP("Messages", "The client certificate of %1 ends on %2 (in %3 days)")};
inline constexpr Message CalendarCertificates{
    "calendar.certificates", QT_TRANSLATE_NOOP("Messages", "%1 client certificates end on %2 (in %3 days)")};
inline constexpr Message CalendarAuthority{
    "calendar.authority", QT_TRANSLATE_NOOP("Messages", "The certificate authority ends on %1 (in %2 days)")};
inline constexpr Message CalendarList{"calendar.list",
    QT_TRANSLATE_NOOP("Messages",
        "The revocation list ends on %1 (in %2 days) unless the platform makes it anew, which it does by itself")};

/// One reminder: a day, and what to say on it.
struct Reminder {
    QDate day;
    QByteArray id; ///< the same at each download, so that a calendar takes no reminder for a new one
    Error summary;
    QString description; ///< may be empty
};

/// As RFC 5545 has it: an all-day event for each reminder.
QByteArray calendarOf(
    const QList<Reminder> &reminders, const QString &name, const QTranslator *translator, audit::EventTime now);

/// Of what ends 90, 30, 14, 7, 3 and 1 days later, for reminders from @p now on, in the tenant's time zone. Users whose
/// certificates end on one day are told of together.
QList<Reminder> remindersOf(const QList<CertificateEnd> &ends, const std::optional<AuthorityRow> &authority,
    const TenantState &tenant, audit::EventTime now);

Response getCertificateCalendar(const Call &call, ApiParts &parts);

}
