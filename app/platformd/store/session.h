// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"
#include "store/user.h"

namespace sekimori::platformd {

/// Somebody who has signed in through the API.
struct Session {
    TenantId tenant;
    UserId user;
    QString loginName;
    QString displayName;
    Role role = Role::User;
    QString address; ///< from where it was opened
    audit::EventTime openedAt{};
    std::optional<audit::EventTime> endsAt = {}; ///< whatever its use; none: when it is not used for long

    bool operator==(const Session &) const = default;
};

}
