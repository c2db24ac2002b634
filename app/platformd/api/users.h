// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/call.h"

namespace sekimori::platformd {

inline constexpr Message CursorMalformed{"request.cursorMalformed",
    QT_TRANSLATE_NOOP("Messages", "“after” has to be what “next” of the page before said, unchanged.")};
inline constexpr Message NameUnknown{
    "request.nameUnknown", QT_TRANSLATE_NOOP("Messages", "“%1” is not known here. Known are: %2.")};
inline constexpr Message BodyFieldNotBool{
    "request.fieldNotBool", QT_TRANSLATE_NOOP("Messages", "This has to be true or false, without quotes.")};

/// One page of the tenant's users, by login name.
Response getUsers(const Call &call, ApiParts &parts);
Response postUser(const Call &call, ApiParts &parts);
Response getUser(const Call &call, ApiParts &parts);
/// With If-Match.
Response putUser(const Call &call, ApiParts &parts);
Response deleteUser(const Call &call, ApiParts &parts);
/// Sets a password for somebody else, and says what the tenant's policy would have against it.
Response postUserPassword(const Call &call, ApiParts &parts);

}
