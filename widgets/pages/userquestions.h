// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controls/asker.h"
#include "platform/user.h"

/// What is asked before something is done to users that they will notice at once. The first choice is to do it.
namespace sekimori::widgets {

Question deletionOf(const QList<platform::User> &users);
Question signOutOf(const QList<platform::User> &users);

}
