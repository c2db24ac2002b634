// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

struct sqlite3;

namespace sekimori::platformd {

/// Teaches a connection to compare texts as the filter language does, and to find a code in a set of codes. All of them
/// always give the same for the same arguments:
/// - `event_text_is(text, folded)`, `event_text_fits(text, folded with *)`, `event_text_contains(text, folded)`,
///   `event_text_starts(text, folded)`, `event_text_matches(text, expression)`: see audit/filter/foldedtext.h;
/// - `event_source_in(text, range)`: an address in a range as sourceRange() writes it;
/// - `event_among(code, codes)`: one of those that codeSet() holds.
void registerEventFunctions(sqlite3 *connection);

}
