// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtTypes>

/// What the process as a whole asks of the system.
namespace sekimori::platformd {

/// Files that this process makes are for its user alone, and its memory, which holds keys, is never dumped to one.
void keepToItself();

/// Large blocks go back to the system when they are freed. Otherwise each thread that ever hashed a password keeps what
/// that took: 19 MiB.
void giveBackMemory();

/// Lets this process have as many files and sockets open as the system lets it at most; returns the number.
qint64 raiseFileLimit();

}
