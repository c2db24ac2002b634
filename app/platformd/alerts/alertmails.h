// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "alerts/alertpacer.h"
#include "alerts/alertplan.h"
#include "edge/languages.h"
#include "store/mailrows.h"
#include "store/snapshot.h"

namespace sekimori::platformd {

/// A test that somebody sends to himself or others before an event does.
struct TestMail {
    QString topic;
    audit::Level level{};
    QString ruleName; ///< empty: it is about the level
    QStringList recipients;
    QStringList realRecipients; ///< to whom an event would go by the settings in force
    QString askedBy; ///< login name
};

/// Writes mail about events, in the tenant's language and time zone. Texts of events are hostile: in the subject and
/// the plain text they cannot begin lines of their own, and in HTML they are never markup.
class AlertMails {
public:
    /// @p events are those of @p news that are shown, oldest first, as far as they still exist.
    OutgoingMail alert(const TenantState &tenant, const AlertTopic &topic, const AlertNews &news,
        const QList<audit::Event> &events) const;
    OutgoingMail test(const TenantState &tenant, const TestMail &test) const;

private:
    Languages m_languages;
};

}
