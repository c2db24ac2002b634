// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/segments.h"

namespace sekimori::platformd {

/// Refused where it does not begin with the tenant's oldest event that lies in no segment. Its counts are stored.
Result<void> insertSegment(Database &database, TenantId tenant, const Segment &segment);

/// The segments that begin below @p firstKept, with all their events, go; @p remainder, what stays of the last of them,
/// comes in their place. Its counts and those of what goes are stored.
Result<void> replaceSegments(
    Database &database, TenantId tenant, qint64 firstKept, const std::optional<Segment> &remainder);

/// Deletes some of the events of the database that lie in segments; how many.
Result<qint64> deleteSomeClosedEvents(Database &database, TenantId tenant);

}
