// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/networkthread.h"

namespace sekimori::platformd {

/// Serves an accepted socket on @p thread until one side has had enough. May be called from any thread.
void serveConnection(NetworkThread &thread, qintptr socket, Admission::Place place);

}
