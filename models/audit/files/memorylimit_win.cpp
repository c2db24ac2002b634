// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/files/memorylimit.h"

#include <qt_windows.h>

namespace sekimori::audit::files {

std::optional<quint64> memoryOfComputer()
{
    MEMORYSTATUSEX status{.dwLength = sizeof status};
    return GlobalMemoryStatusEx(&status) != 0 ? std::optional<quint64>(status.ullTotalPhys) : std::nullopt;
}

}
