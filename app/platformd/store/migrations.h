// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/database.h"

namespace sekimori::platformd {

/// The version of the tables that this program works with.
int newestSchema();

/// Brings the tables to newestSchema(), step by step, each in one transaction. A store that a newer program has
/// changed is refused and left as it is.
Result<void> migrate(Database &database);

namespace messages {
extern const Message StoreTooNew;
}

}
