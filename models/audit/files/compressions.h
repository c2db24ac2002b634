// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/files/bytestream.h"

namespace sekimori::audit::files {

/// What KArchive's filters unpack; gzip is InflatingStream's.
enum class Compression { Bzip2, Xz, Zstd };

/// Any number of streams one after the other, as `cat` or a parallel packer writes them.
std::unique_ptr<ByteStream> openCompressed(PackedInput input, Compression compression);

}
