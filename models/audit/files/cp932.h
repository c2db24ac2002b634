// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sekimori::audit::files {

/// The character of two bytes of Shift-JIS as Windows writes it (CP932: with NEC's and IBM's additions and the user's
/// own area); U+FFFD where there is none. A table of our own: Qt has no such codec without ICU, and glibc's lies in a
/// package that need not be there.
char16_t characterOfCp932(unsigned char first, unsigned char second);

}
