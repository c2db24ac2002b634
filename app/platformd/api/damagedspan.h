// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/eventblocks.h"
#include "store/segments.h"

/// Files of the log that could not be brought to their end are refused before they are begun: whoever saves one would
/// only see that the connection broke.
namespace sekimori::platformd {

/// The events of @p segments, to be named in a sentence: `12–21 (2026-05), 31–40 (2026-07)`
QString eventsOf(const QList<Segment> &segments);

/// Unavailable where some of the events of @p numbers lie in segments whose files are missing or have another length
/// than they should; names the others, which can be handed out.
Result<void> checkSpan(Database &database, TenantId tenant, const NumberRange &numbers);

}
