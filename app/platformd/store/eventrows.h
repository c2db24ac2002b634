// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"
#include "store/database.h"
#include "store/ids.h"

namespace sekimori::platformd {

/// Numbers the events in their order, without a gap behind the tenant's last one; returns the last number.
Result<qint64> appendEvents(Database &database, TenantId tenant, const QList<audit::Event> &events);

/// Newest first; those with a number below @p below where it is given.
Result<QList<audit::Event>> newestEvents(Database &database, TenantId tenant, int limit, std::optional<qint64> below);

}
