// SPDX-License-Identifier: GPL-3.0-or-later
#include "terminal.h"

#include <fcntl.h>
#include <io.h>
#include <windows.h>

namespace sekimori::logtool {

bool isTerminal(std::FILE *stream)
{
    return _isatty(_fileno(stream)) != 0;
}

int terminalWidth(std::FILE *stream)
{
    CONSOLE_SCREEN_BUFFER_INFO info{};
    const auto handle = reinterpret_cast<HANDLE>(_get_osfhandle(_fileno(stream)));
    return GetConsoleScreenBufferInfo(handle, &info) ? info.srWindow.Right - info.srWindow.Left + 1 : 80;
}

void makeBinary(std::FILE *stream)
{
    _setmode(_fileno(stream), _O_BINARY);
}

}
