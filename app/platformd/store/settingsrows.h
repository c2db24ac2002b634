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

/// One accepted change of one section, with the state it led to.
struct SectionChange {
    QString key;
    policy::Revision revision; ///< the new one
    policy::FieldChanges changes; ///< empty when only the order of a list differs
    QString reason; ///< empty: none was asked for
};

/// Writes the section's value from @p settings, and its history, which never has a secret or a hash of one.
Result<void> storeSection(
    Database &database, TenantId tenant, const policy::Settings &settings, const SectionChange &change);

namespace messages {
extern const Message SectionUnreadable;
}

}
