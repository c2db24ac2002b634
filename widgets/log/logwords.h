// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/logsource.h"

namespace sekimori::widgets {

/// How many events there are and how far the source is, for the line above the table.
QString statusText(const items::LogState &state, bool isFiltered);

}
