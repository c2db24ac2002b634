// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "control/controlserver.h"

#include <QtTypes>

#include <chrono>
#include <stop_token>

namespace sekimori::platformd {

/// How long a wait lasts before it is looked whether the service stops. A local socket cannot be woken in any other
/// way that all systems have.
inline constexpr std::chrono::milliseconds controlPatience{250};

/// Talks with one peer until it goes or the service stops. Blocks.
void converse(quintptr descriptor, const ControlCommands &commands, const std::stop_token &stop);

void refuseControlConnection(quintptr descriptor);

/// Whether the other end is a process of this process's user, or of the system's administrator.
bool isOwnPeer(qintptr descriptor);

}
