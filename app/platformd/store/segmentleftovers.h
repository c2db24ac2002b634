// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/segments.h"

/// What is done in many steps may end between two of them. What is left then does not matter to anybody who reads: it
/// takes up room until somebody goes on. Whoever calls these holds SegmentLogs::lockForChanges().
namespace sekimori::platformd {

/// WriterStopped where @p stop says so.
Result<void> stopIf(const std::stop_token &stop);

/// Rows without a meaning: events of the database that lie in segments, counts that are no segment's own, the blocks
/// and names of what is deleted.
Result<void> removeLeftRows(Store &store, TenantId tenant, const std::stop_token &stop);

/// Files without a row, once nobody reads them any more.
Result<void> removeLeftFiles(Store &store, TenantId tenant, const std::stop_token &stop);

}
