// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"

#include <string_view>

/// Other products' words for what we have names for, in UTF-8: whatever their case, between blanks or brackets.
namespace sekimori::audit {

/// `INFO`, `warn`, `[ERR]`, `情報`, `3` (RFC 5424) … and our own names; none: nobody knows this word.
std::optional<Level> levelFromWord(std::string_view word);

/// `OK`, `Failure`, `denied`, `成功` … and our own names.
std::optional<EventResult> resultFromWord(std::string_view word);

}
