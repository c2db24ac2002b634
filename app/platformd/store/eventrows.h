// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"
#include "store/timespan.h"
#include "store/writer.h"

namespace sekimori::platformd {

/// The one way into the log. Numbers the events in their order, without a gap behind the tenant's last one; returns the
/// last number. After the commit those who watch the tenant are told.
Result<qint64> appendEvents(Transaction &transaction, TenantId tenant, const QList<audit::Event> &events);

/// Newest first; those with a number below @p below where it is given, and with a time in @p span.
Result<QList<audit::Event>> newestEvents(
    Database &database, TenantId tenant, int limit, std::optional<qint64> below, const TimeSpan &span = {});

/// Oldest first; those with a number above @p above.
Result<QList<audit::Event>> eventsAbove(Database &database, TenantId tenant, int limit, qint64 above);

/// The number of the tenant's newest event; 0 before the first.
Result<qint64> lastEventNumber(Database &database, TenantId tenant);

}
