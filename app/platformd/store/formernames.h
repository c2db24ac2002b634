// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"
#include "policy/subdomain.h"
#include "store/database.h"
#include "store/ids.h"

namespace sekimori::platformd {

using policy::formerNameKept;

/// Gives @p tenant the subdomain @p name and keeps the old one for it. Refuses one that is another's, or was until
/// lately.
Result<void> renameTenant(Database &database, TenantId tenant, const QString &name, audit::EventTime now);

/// Refuses a name that @p tenant cannot take: another's, or another's until lately.
Result<void> checkFree(Database &database, const QString &name, TenantId tenant, audit::EventTime now);

/// Refuses a name that another tenant than @p tenant has given up lately.
Result<void> checkNotKept(Database &database, const QString &name, TenantId tenant, audit::EventTime now);

namespace messages {
extern const Message SubdomainTaken;
}

}
