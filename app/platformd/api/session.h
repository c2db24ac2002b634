// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/call.h"

namespace sekimori::platformd {

inline constexpr Message SessionTokenVoid{"session.tokenVoid",
    QT_TRANSLATE_NOOP(
        "Messages", "The one-time token is unknown, used or too old. Ask the local platform for another.")};

inline constexpr Message SessionPasswordChangeNeeded{"session.passwordChangeNeeded",
    QT_TRANSLATE_NOOP(
        "Messages", "The password has expired, or was set by an administrator. Choose another one to sign in with.")};

/// Signs in by password or by one-time token. Somebody whose password has to be changed first sends the new one, too.
Response postSession(const Call &call, ApiParts &parts);
Response getSession(const Call &call, ApiParts &parts);
Response deleteSession(const Call &call, ApiParts &parts);
/// The caller's own.
Response postSessionPassword(const Call &call, ApiParts &parts);

}
