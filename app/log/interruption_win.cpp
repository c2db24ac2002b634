// SPDX-License-Identifier: GPL-3.0-or-later
#include "interruption.h"

#include <windows.h>

namespace sekimori::logtool {

std::stop_token stopOnInterruption()
{
    static std::stop_source source; // a handler of the system takes no argument
    SetConsoleCtrlHandler(
        [](DWORD) -> BOOL {
            source.request_stop();
            return TRUE;
        },
        TRUE);
    return source.get_token();
}

}
