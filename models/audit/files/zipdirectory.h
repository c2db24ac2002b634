// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/files/bytestream.h"

#include <QString>

#include <vector>

namespace sekimori::audit::files {

/// A file in a ZIP, as the directory or its own header tells of it.
struct ZipEntry {
    QString name;
    quint16 method = 0;
    quint16 flags = 0;
    quint32 checksum = 0;
    quint64 packedSize = 0;
    quint64 size = 0;
    quint64 header = 0; ///< where its local header begins
    bool isSizeKnown = true; ///< not where the directory is lost and the sizes stand behind the entry only

    bool isFolder() const { return name.endsWith(u'/'); }
};

struct ZipDirectory {
    std::vector<ZipEntry> entries;
    bool isLost = false; ///< the archive is cut: the entries were found by their own headers
};

/// The entries of a ZIP in memory or in a mapped file. Refuses one with more than @p most entries.
Result<ZipDirectory> readZipDirectory(std::string_view zip, size_t most);

/// The unpacked bytes of an entry. Refused by name is what is encrypted or packed by a method that we do not know.
Result<std::unique_ptr<ByteStream>> openZipEntry(std::string_view zip, const ZipEntry &entry);

}
