// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"
#include "store/database.h"
#include "store/ids.h"

namespace sekimori::platformd {

struct TenantRow {
    TenantId id;
    QString subdomain;
    QString displayName;
};

/// The list of all tenants: the one statement that names none.
Result<QList<TenantRow>> allTenants(Database &database);

/// The subdomain must not be taken by another; that is an error with the field `subdomain`.
Result<TenantId> insertTenant(
    Database &database, const QString &subdomain, const QString &displayName, audit::EventTime createdAt);

namespace messages {
extern const Message TenantUnknown;
}

}
