// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sekimori {

/// How `sekimorid-image` ends: its exit code. Any other code, or a signal, means that the file was too much for it.
enum class ImageOutcome {
    Clean = 0, ///< on its standard output: a line `TYPE WIDTH HEIGHT`, then the file
    UsedWrongly = 2, ///< no claimed type, or one that is not taken
    NotAsClaimed = 3, ///< the file is of another kind than its type says
    TooManyPixels = 4,
    Unreadable = 5, ///< begins as its kind does, and is broken further on
    TooLarge = 6, ///< what came of it has more bytes than is let
};

inline constexpr long long mostImagePixels = 40'000'000;
inline constexpr int widestImage = 2'048; ///< wider ones are scaled down, their aspect kept
inline constexpr long long largestImage = 5 * 1024 * 1024; ///< bytes, of what comes in and of what goes out

}
