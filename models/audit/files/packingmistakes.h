// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"

/// What can be wrong with anything that is packed. %1: how much of the text came out before.
namespace sekimori::audit::files {

inline constexpr Message isCut{
    "files.isCut", QT_TRANSLATE_NOOP("Messages", "It ends too early: what follows after %1 bytes of text is missing.")};
inline constexpr Message isDamaged{"files.isDamaged",
    QT_TRANSLATE_NOOP("Messages", "It is damaged after %1 bytes of text; the rest cannot be unpacked.")};
inline constexpr Message checksumWrong{"files.checksumWrong",
    QT_TRANSLATE_NOOP(
        "Messages", "The checksum does not fit: somewhere in the %1 bytes of text something is not as it was packed.")};
inline constexpr Message somethingFollows{"files.somethingFollows",
    QT_TRANSLATE_NOOP("Messages", "After the end of the packed text there is something else, which is left out.")};

}
