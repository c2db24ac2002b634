// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"
#include "store/database.h"
#include "store/ids.h"

namespace sekimori::platformd {

/// The number of the event that is nearest to @p time, wherever it lies; none: there are no events.
Result<std::optional<qint64>> nearestEvent(Database &database, TenantId tenant, audit::EventTime time);

}
