// SPDX-License-Identifier: GPL-3.0-or-later
#include "terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

namespace sekimori::logtool {

bool isTerminal(std::FILE *stream)
{
    return isatty(fileno(stream)) == 1;
}

int terminalWidth(std::FILE *stream)
{
    winsize size{};
    const bool isKnown = ioctl(fileno(stream), TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return isKnown ? size.ws_col : 80;
}

void makeBinary(std::FILE *)
{
    // All streams are.
}

}
