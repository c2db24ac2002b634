// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/files/memorylimit.h"

#include <QtTypes>

#include <algorithm>

namespace sekimori::audit::files {

/// What hostile archives are held to. The defaults are far above what logs are like.
struct Limits {
    quint64 unpacked = quint64(64) << 30; ///< bytes of one file or entry
    quint64 unpackedTogether = quint64(128) << 30; ///< of all that are opened at once …
    quint64 memory = mostInMemory(); ///< … which they have to fit into, as unpacked text is kept there
    quint64 ratio = 1000; ///< unpacked to packed …
    quint64 ratioFrom = quint64(64) << 20; ///< … once there is this much of it
    size_t entries = 10'000; ///< of one archive
    quint64 inMemory = std::min(quint64(512) << 20, mostInMemory()); ///< an archive in an archive, and an entry of a 7z
};

}
