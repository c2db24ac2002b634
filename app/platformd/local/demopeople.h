// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/user.h"

#include <span>

namespace sekimori::platformd {

/// One of the people of the demo tenant, and how he works.
struct DemoPerson {
    const char *loginName;
    const char *displayName; ///< UTF-8
    Role role;
    int utcOffset; ///< hours
    int begins; ///< hour at which he usually begins
    int ends;
    int diligence; ///< events on a usual day, compared with the others'
    const char *office; ///< from where he works
    const char *elsewhere; ///< and from where now and then
};

std::span<const DemoPerson> demoPeople();

/// Who signs in when a console joins the local platform.
inline constexpr QLatin1StringView demoAdministrator{"admin"};

}
