// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/call.h"

namespace sekimori::platformd {

inline constexpr Message QueryEmpty{
    "request.queryEmpty", QT_TRANSLATE_NOOP("Messages", "“%1” is empty. Give it a value, or leave it out.")};

/// One page of who changed what in the settings, newest first.
Response getSettingsHistory(const Call &call, ApiParts &parts);

}
