// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace sekimori::audit::engine {

/// Where @p text stops being UTF-8; npos: nowhere.
size_t firstInvalid(std::string_view text);

/// @p text with U+FFFD for what is not UTF-8; in @p scratch where something is not.
std::string_view validText(std::string_view text, std::string &scratch);

}
