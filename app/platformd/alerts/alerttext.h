// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"
#include "edge/languages.h"
#include "error/error.h"
#include "store/mailrows.h"
#include "store/snapshot.h"

#include <QList>
#include <QTimeZone>

namespace sekimori::platformd {

/// A mail's text, written once and then shown plain and as HTML.
struct AlertText {
    struct Field {
        QString name;
        QString value; ///< may have several lines
    };
    struct Entry {
        QList<Field> fields;
        audit::Level level{};
    };

    QString title; ///< one line
    QStringList before; ///< paragraphs
    QList<Entry> entries;
    QStringList after; ///< paragraphs

    QString plain() const;
    QString html(const QByteArray &languageTag) const;
};

/// Where a mail is read.
struct ReaderPlace {
    Language language;
    QTimeZone zone{QTimeZone::UTC};

    static ReaderPlace of(const Languages &languages, const TenantState &tenant);

    QString say(const Message &message, const QStringList &arguments = {}) const;
    /// With the zone's distance from UTC, so that it is clear in the hour that a clock shows twice.
    QString timeText(audit::EventTime time) const;
};

/// As mails name it.
QString tenantName(const TenantState &tenant);

/// Puts the text into @p mail, in all its forms.
void fillIn(OutgoingMail &mail, const AlertText &text, const TenantState &tenant, const ReaderPlace &place);

/// A symbol that tells levels apart where colours are not seen.
QString symbolOf(audit::Level level);

/// What a stranger wrote, in one line, cut at @p longest characters and without what would turn the text around.
QString oneLine(QStringView text, qsizetype longest);
/// The same in its first few lines.
QString firstLines(QStringView text);

/// All fields of @p event, the empty ones left out.
AlertText::Entry entryOf(const audit::Event &event, const ReaderPlace &place);

}
