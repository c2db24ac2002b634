// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/chain/checkpoint.h"
#include "store/tenants.h"

/// What of a log lies behind its last checkpoint when the service begins to sign. Once that is signed, nobody can tell
/// it from what was signed when it was written, and so it is looked at before. Checkpoints further back need no look:
/// whatever the last one tells of is fixed by it, with or without those before it.
namespace sekimori::platformd {

struct UnsignedTail {
    enum class Cause : quint8 {
        Crash, ///< what the service had not signed yet when it ended
        Paused, ///< the log itself tells that the platform could not sign, or openWithoutKey() that others wrote
        Unknown, ///< checkpoints are missing that were there
    };

    qint64 first = 0;
    qint64 last = 0; ///< below `first`: all is signed
    Cause cause = Cause::Crash;
};

/// Of a log that a key has signed before. @p signedUpTo: its last checkpoint, and nothing is one that is missing.
Result<UnsignedTail> unsignedTail(
    Database &database, TenantId tenant, const std::optional<audit::chain::SignedCheckpoint> &signedUpTo);

/// Tells the log of a tail that no crash has left.
Result<void> tellOf(Transaction &transaction, TenantId tenant, const UnsignedTail &tail, audit::EventTime now);

/// Tells a log which a key has signed before that nothing is signed from here on, and why: once, until
/// endPause(). This is by what an unsigned tail is explained later.
Result<void> notePause(Transaction &transaction, TenantId tenant, const Error &reason, audit::EventTime now);
Result<void> endPause(Transaction &transaction, TenantId tenant);

/// For the operator's commands, which write into the store of a service that does not run: each change notes that it
/// could not be signed.
Result<std::unique_ptr<Tenants>> openWithoutKey(const StoreOptions &options);

}
