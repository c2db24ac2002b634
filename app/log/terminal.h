// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdio>

namespace sekimori::logtool {

bool isTerminal(std::FILE *stream);
/// How many characters fit into a line of it; 80 where it does not tell.
int terminalWidth(std::FILE *stream);
/// Bytes pass as they are, wherever a system would change line ends.
void makeBinary(std::FILE *stream);

}
