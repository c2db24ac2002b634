// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/call.h"

namespace sekimori::platformd {

inline constexpr Message SessionTokenVoid{"session.tokenVoid",
    QT_TRANSLATE_NOOP(
        "Messages", "The one-time token is unknown, used or too old. Ask the local platform for another.")};

/// Signs in by password or by one-time token.
Response postSession(const Call &call, ApiParts &parts);
Response getSession(const Call &call, ApiParts &parts);
Response deleteSession(const Call &call, ApiParts &parts);

}
