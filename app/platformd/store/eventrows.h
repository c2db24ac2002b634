// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"
#include "store/eventnames.h"
#include "store/writer.h"

namespace sekimori::platformd {

/// The one way into the log. Numbers the events in their order, without a gap behind the tenant's last one, and links
/// them to it by their hashes; returns the last number. After the commit those who watch the tenant are told.
Result<qint64> appendEvents(Transaction &transaction, TenantId tenant, const QList<audit::Event> &events);

/// Oldest first; those with a number above @p above.
Result<QList<audit::Event>> eventsAbove(Database &database, TenantId tenant, int limit, qint64 above);

/// The number of the tenant's newest event; 0 before the first.
Result<qint64> lastEventNumber(Database &database, TenantId tenant);

/// What eventIn() reads, of events under the name `e`.
inline constexpr QLatin1StringView eventColumns{
    "e.number, e.time, e.result, e.level, e.complement, e.source, e.user, e.kind"};
Result<audit::Event> eventIn(const Statement &row, EventNames &names);

}
