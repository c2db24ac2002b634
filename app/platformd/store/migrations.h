// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/database.h"

namespace sekimori::platformd {

/// The version of the tables that this program works with.
int newestSchema();

/// Brings the tables to newestSchema(), step by step, each in one transaction. A store that a newer program has
/// changed is refused and left as it is.
Result<void> migrate(Database &database);
/// The same as far as @p version only, for tests that look at what later steps make of what was there.
Result<void> migrate(Database &database, int version);

namespace messages {
extern const Message StoreTooNew;
}

}
