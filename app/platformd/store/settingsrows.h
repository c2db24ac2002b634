// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/settings.h"
#include "store/database.h"
#include "store/ids.h"

namespace sekimori::platformd {

struct StoredSettings {
    policy::Settings settings;
    policy::Revisions revisions;
};

/// Every section is in it; those that were never changed with revision 0.
Result<policy::Revisions> storedRevisions(Database &database, TenantId tenant);

/// Sections that were never changed have their defaults.
Result<StoredSettings> storedSettings(Database &database, TenantId tenant);

/// Writes the section's value from @p settings, as it stands from @p revision on.
Result<void> storeSection(Database &database, TenantId tenant, const policy::Settings &settings, const QString &key,
    const policy::Revision &revision);

namespace messages {
extern const Message SectionUnreadable;
}

}
