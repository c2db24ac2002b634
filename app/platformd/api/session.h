// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/call.h"

namespace sekimori::platformd {

inline constexpr Message SessionRefused{
    "session.refused", QT_TRANSLATE_NOOP("Messages", "The login name or the password is not right. Type both again.")};
inline constexpr Message SessionTokenVoid{"session.tokenVoid",
    QT_TRANSLATE_NOOP(
        "Messages", "The one-time token is unknown, used or too old. Ask the local platform for another.")};
inline constexpr Message SessionTooManyTries{"session.tooManyTries",
    QT_TRANSLATE_NOOP("Messages", "Too many wrong passwords came from %1. Wait %2 seconds before you try again.")};

inline constexpr Message SessionNotHere{"session.notHere",
    QT_TRANSLATE_NOOP("Messages",
        "From your address, %1, the platform's operator lets in one administrator for an hour, and nobody else.")};

/// Signs in by password or by one-time token.
Response postSession(const Call &call, ApiParts &parts);
Response getSession(const Call &call, ApiParts &parts);
Response deleteSession(const Call &call, ApiParts &parts);

}
