// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace sekimori::logtool {

/// What `--help` shows; the manual page says the same at length.
std::string_view helpText();

}
