// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"
#include "store/chainfinding.h"
#include "store/writer.h"

#include <optional>

namespace sekimori::platformd {

/// How a check of a tenant's whole log has ended.
struct ChainCheck {
    audit::EventTime at{};
    qint64 first = 0; ///< numbers of the first and the last event that should be there; 0: none
    qint64 last = 0;
    QList<ChainFinding> findings; ///< none: it is intact

    bool operator==(const ChainCheck &) const = default;
};

/// That of the last time; nothing: there was none yet.
Result<std::optional<ChainCheck>> storedCheck(Database &database, TenantId tenant);

/// Puts @p check in its place, and tells the log of what the one before had not found. What storeFinding() has added
/// stays until retention has deleted it.
Result<void> storeCheck(Transaction &transaction, TenantId tenant, const ChainCheck &check);

/// For what is seen at one moment only, which no later check finds: adds it to what the last one has found, and tells
/// the log of it.
Result<void> storeFinding(Transaction &transaction, TenantId tenant, const ChainFinding &finding, audit::EventTime now);

}
