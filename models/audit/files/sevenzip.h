// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/files/limits.h"
#include "error/error.h"

#include <QByteArray>
#include <QString>

#include <string_view>
#include <vector>

namespace sekimori::audit::files {

/// KArchive unpacks a whole 7z when it is opened, whatever it claims to hold: so its header is read first, and refused
/// by name is what is encrypted, too large, of too many files, or packed by something that KArchive does not know.
Result<void> checkSevenZip(std::string_view archive, const Limits &limits);

struct SevenZipEntry {
    QString name;
    qint64 modified = 0; ///< seconds since 1970
    quint64 size = 0;
    QByteArray content; ///< shorter where it is damaged
};

/// Its files, in the order in which they are packed.
Result<std::vector<SevenZipEntry>> readSevenZip(std::string_view archive, const Limits &limits);

}
