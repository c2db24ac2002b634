// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/chain/checkpoint.h"
#include "audit/event.h"
#include "crypto/signing.h"
#include "store/database.h"
#include "store/ids.h"

namespace sekimori::platformd {

/// A key that a tenant's log is signed by, as others may know it.
struct LogKey {
    crypto::VerifyingKey key;
    audit::EventTime madeAt{};

    bool operator==(const LogKey &) const = default;
};

struct LogKeyRow {
    LogKey key;
    QByteArray sealedKey; ///< the private part under the operator's key
};

/// The newest first, whoever has put them there; see LogKeys::rows().
Result<QList<LogKeyRow>> logKeyRows(Database &database, TenantId tenant);
bool haveSigned(const QList<LogKeyRow> &keys, const audit::chain::SignedCheckpoint &made);
Result<void> insertLogKey(Database &database, TenantId tenant, const LogKeyRow &row);

}
