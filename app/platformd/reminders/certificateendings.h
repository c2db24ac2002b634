// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"
#include "store/certificatelisting.h"
#include "store/certificaterows.h"

#include <QDate>

class QTranslator;

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

/// What of a tenant's certificates ends on one day, by the tenant's clock. Users whose certificates end on one day are
/// told of together.
struct CertificateEnding {
    enum class What { Certificates, Authority, RevocationList };

    What what{};
    QDate day;
    QDate madeOn = {}; ///< of the revocation list, which lives for days only
    QStringList loginNames = {}; ///< of those whose certificates end

    /// The same at each time, so that a calendar takes no reminder for a new one.
    QByteArray id() const;
    /// What ends when, @p days before.
    Error summary(int days) const;
    /// Whose certificates end, where these are several; not all of very many.
    QString names() const;

    /// The days before the end on which is reminded of it, the farthest first.
    QList<int> remindedBefore() const;
    /// Whether one of these days comes after @p after, and not after @p today.
    bool isDue(const QDate &after, const QDate &today) const;
};

/// By their days; the authority and its list behind the certificates.
QList<CertificateEnding> endingsOf(
    const QList<CertificateEnd> &ends, const std::optional<AuthorityRow> &authority, const QString &zone);

/// As RFC 5545 has it: an all-day event for each reminder from @p today on. @p host makes their names the world's only
/// ones.
QByteArray calendarOf(const QList<CertificateEnding> &endings, const QDate &today, const QString &name,
    const QByteArray &host, const QTranslator *translator, audit::EventTime now);

}
