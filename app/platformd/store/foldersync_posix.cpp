// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/foldersync.h"

#include <QFile>

#include <fcntl.h>
#include <unistd.h>

namespace sekimori::platformd {

bool syncFolder(const QString &folder)
{
    const int descriptor = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    const bool isSynced = fsync(descriptor) == 0;
    ::close(descriptor);
    return isSynced;
}

bool syncFile(int handle)
{
    return fsync(handle) == 0;
}

}
