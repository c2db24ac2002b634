// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "alerts/alertmails.h"
#include "alerts/alertrows.h"

#include <QSet>

namespace sekimori::platformd {

/// What one step of a tenant's alerts looks at.
struct AlertQuestion {
    const TenantState &tenant;
    const AlertPlan &plan;
    AlertPlace place; ///< as it is stored
    qint64 above = 0; ///< events up to this one were judged, the place's number or later
    qint64 missedUpTo = 0; ///< events up to this one happened before the service was started
    int mostEvents = 0;
    QSet<QString> closing = {}; ///< topics that tell now all that they have to tell, whenever it is due
    audit::EventTime now{};
};

/// A mail that one level or rule sends, and what to do where it cannot be sent.
struct AlertMail {
    AlertNews news;
    OutgoingMail mail;
    bool isClosing = false; ///< its topic is closing: it is queued however full the queue is, as nobody tells it later
};

/// What a step has found: not written yet.
struct AlertStep {
    AlertPlace before;
    qint64 judged = 0; ///< events up to this one
    AlertWaits waits; ///< those that have changed
    QList<AlertMail> mails; ///< the highest level first
    bool hasMore = false; ///< events wait that were not looked at
    std::optional<audit::EventTime> nextAt; ///< when there is something to do although nothing happens

    bool isWorthWriting() const { return !waits.isEmpty(); }
};

/// Looks at the next events of the log, and at the clock.
Result<AlertStep> nextAlertStep(Database &database, const AlertMails &mails, const AlertQuestion &question);

enum class AlertWriting {
    Done,
    Overtaken, ///< somebody else has changed the place meanwhile; nothing was written
    QueueFull, ///< done, but mail that could not be queued counts as held back
};

/// Writes all of it in one transaction: the mails, what waits, and the place.
Result<AlertWriting> writeAlertStep(Transaction &transaction, TenantId tenant, AlertStep step, audit::EventTime now);

}
