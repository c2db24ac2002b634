// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"

#include <string_view>

namespace sekimori::audit::files {

/// So much of a file is looked at to tell what it is, and how its columns are called.
inline constexpr size_t headSize = 64 << 10;

enum class Content { Text, Gzip, Bzip2, Xz, Zstd, Zip, SevenZip, Tar };

/// What the first bytes of a file are, whatever its name is. Something else that has a name is refused by it.
Result<Content> contentOf(std::string_view head);

/// A file of this kind (`.ods`) is no log that we read.
Error refusalOf(const QString &kind);

/// Which is nobody's log.
bool isPicture(std::string_view head);

/// The header of a tar entry adds up.
bool isTarHeader(std::string_view block);

}
