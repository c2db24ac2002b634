// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commandline.h"

namespace sekimori::logtool {

/// Of several bundles the worst: 1 before 2 before 3 before 4.
enum class VerifyExit : int {
    Intact = 0,
    Broken = 1, ///< altered, events missing, cut off, or another log than the checkpoint's
    Trouble = 2, ///< a file could not be read or is no bundle, or the command line is wrong
    KeyUnknown = 3, ///< nothing contradicts itself, but the key is not one of those that were given
    Uncompared = 4, ///< intact by the key, but none of the checkpoints that were given could be held against it
};

/// Judges each bundle and writes a sentence about it, with what it says of itself.
VerifyExit verify(const CommandLine &line);

}
