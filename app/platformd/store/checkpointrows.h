// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/chain/checkpoint.h"
#include "store/database.h"
#include "store/eventblocks.h"
#include "store/ids.h"

namespace sekimori::platformd {

using audit::chain::SignedCheckpoint;

/// Checkpoints as they were signed, in the order of their numbers and then of their times.
Result<QList<SignedCheckpoint>> checkpointsIn(
    Database &database, TenantId tenant, const NumberRange &numbers, int limit);
/// The last one whose number is below @p below.
Result<std::optional<SignedCheckpoint>> checkpointBelow(Database &database, TenantId tenant, qint64 below);
/// The last ones up to that number, the last one first, whoever has signed them; @p skip of them are left out.
Result<QList<SignedCheckpoint>> checkpointsUpTo(
    Database &database, TenantId tenant, qint64 number, int limit, int skip = 0);
/// Whether there is one of that number and time.
Result<bool> hasCheckpoint(Database &database, TenantId tenant, qint64 number, audit::EventTime at);

Result<void> insertCheckpoint(Database &database, TenantId tenant, const SignedCheckpoint &checkpoint);

/// Of those made before @p before, leaves the last one of each day and of each thousand numbers.
Result<void> thinCheckpoints(Database &database, TenantId tenant, audit::EventTime before);

/// Where the log begins: behind the event of this number, with this hash. 0 and the log's origin as long as retention
/// has deleted nothing.
struct ChainStart {
    qint64 number = 0;
    audit::chain::Hash hash;
};

Result<ChainStart> chainStart(Database &database, TenantId tenant);
/// Forgets the checkpoints of what is deleted, too.
Result<void> storeChainStart(Database &database, TenantId tenant, const ChainStart &start);

}
