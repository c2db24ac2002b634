// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/deliveryrows.h"

namespace sekimori::platformd {

/// One mail on its way to one address.
struct QueuedDelivery {
    TenantId tenant;
    MailId mail;
    QString address;
    audit::Level level{};
    QString topic;
    int attempts = 0; ///< before this one
    audit::EventTime madeAt{};

    bool operator==(const QueuedDelivery &) const = default;
};

/// How an attempt went, to be written down.
struct DeliveryResult {
    QueuedDelivery delivery;
    AttemptOutcome outcome{};
    DeliveryAnswer answer;
    audit::EventTime at{};
    audit::EventTime nextAt{}; ///< where it is tried again
};

/// How long mails stay in the delivery log.
inline constexpr std::chrono::days mailsKept{90};
/// How many of a tenant's mails stay there, the newest; older ones that still are to go stay as well.
inline constexpr int mostMailsKept = 20'000;

/// What the tenant has to send at @p now, the highest level first, then what has waited longest.
Result<QList<QueuedDelivery>> dueDeliveries(Database &database, TenantId tenant, audit::EventTime now, int limit);
/// When the first of those that wait is due; nothing where none waits.
Result<std::optional<audit::EventTime>> nextDue(Database &database, TenantId tenant);

/// From here on it is under way. Nothing is left to do where it is not waiting any more; false then.
Result<bool> markSending(Database &database, const QueuedDelivery &delivery, audit::EventTime now);
/// Nothing was sent of it: it waits as before.
Result<void> putBack(Database &database, const QueuedDelivery &delivery, audit::EventTime now);
Result<void> storeResult(Database &database, const DeliveryResult &result);
/// Those that are under way by what is stored: at the start, what a crash has left.
Result<QList<QueuedDelivery>> deliveriesUnderWay(Database &database, TenantId tenant);

/// The mail's own from its first sending on, which @p made is where it has none yet.
Result<QString> storeMessageId(Database &database, TenantId tenant, MailId mail, const QString &made);

/// However often it failed, a delivery is tried again after so long.
inline constexpr std::chrono::hours longestPause{2};

/// What was queued by a clock that was ahead, and has been set right, becomes what it would have been by the right one:
/// of now, and due.
Result<void> forgetTheFuture(Database &database, TenantId tenant, audit::EventTime now);

/// What waits since the way itself had failed, and not for its own sake, is due now.
Result<void> retryHeldUpByRoad(Database &database, TenantId tenant, audit::EventTime now);

/// All that waits is told why, and looked at again at @p nextAt.
Result<void> storeNoServer(Database &database, TenantId tenant, audit::EventTime now, audit::EventTime nextAt);
/// What waits and was made before @p before.
Result<QList<QueuedDelivery>> deliveriesMadeBefore(
    Database &database, TenantId tenant, audit::EventTime before, int limit);

/// Removes mails that go nowhere any more, those made before @p before and those beyond the newest mostMailsKept, at
/// most @p limit; says how many. The newest stays, so that no id is given twice.
Result<qint64> removeOldMails(Database &database, TenantId tenant, audit::EventTime before, int limit);

}
