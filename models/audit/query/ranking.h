// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/engine/logtable.h"

#include <cstdint>
#include <vector>

namespace sekimori::audit::query {

/// For each code its place among all when ordered as inOrder() says; the same one for codes that are equal there.
std::vector<uint32_t> ranksOf(Field field, const engine::Dictionary &dictionary);
/// The same for each part, by its name.
std::vector<uint32_t> ranksOfNames(const std::vector<engine::Part> &parts);

}
