// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"
#include "store/database.h"
#include "store/ids.h"

/// When the events of a log arrived. An event's own time does not tell: other services send late, or have wrong clocks.
/// What tells are the events that the platform wrote itself, and the checkpoints that it signed, for it did so by its
/// own clock: whatever stands before one of them had arrived by then.
namespace sekimori::platformd {

/// The number of the last event of which it is sure that it had arrived before @p time; 0: there is none. Where the
/// platform's clock once went wrong, or events cannot be read, rather too few than too many of them count as old: those
/// of a damaged segment once its month is over everywhere.
Result<qint64> lastArrivedBefore(Database &database, TenantId tenant, audit::EventTime time, audit::EventTime now);

/// By when the event @p number had arrived; nothing where it is the newest ones', of which nothing is sure yet.
Result<std::optional<audit::EventTime>> arrivedBy(
    Database &database, TenantId tenant, qint64 number, audit::EventTime now);

}
