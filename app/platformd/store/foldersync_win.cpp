// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/foldersync.h"

#include <io.h>
#include <windows.h>

namespace sekimori::platformd {

bool syncFolder(const QString & /*folder*/)
{
    return true;
}

bool syncFile(int handle)
{
    return FlushFileBuffers(reinterpret_cast<HANDLE>(_get_osfhandle(handle))) != 0;
}

}
