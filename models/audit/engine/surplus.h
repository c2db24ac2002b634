// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/engine/recordfields.h"

#include <string>
#include <vector>

namespace sekimori::audit::engine {

/// Something in a record that no column has: a field behind the last column, a member of NDJSON that came up late, or a
/// line that is no record where nothing else could hold it.
struct Surplus {
    std::string name; ///< of a member
    std::string text;
};

std::vector<Surplus> surplusOf(const RecordFields &fields);

/// All of it, as people read it: fields with the separators between them, members as `name: value`.
std::string surplusText(const RecordFields &fields);

}
