// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "address/ipaddress.h"
#include "audit/event.h"
#include "store/ids.h"

#include <QString>

#include <optional>

namespace sekimori::platformd {

/// The operator's word that one administrator is let in from one address for a while, whatever the tenant's rules say.
struct Recovery {
    UserId user;
    QString loginName;
    IpAddress address;
    audit::EventTime endsAt{};

    bool letsIn(const std::optional<IpAddress> &client, audit::EventTime now) const
    {
        return client == address && now < endsAt;
    }
    bool operator==(const Recovery &) const = default;
};

struct NewRecovery {
    QString tenant; ///< its subdomain
    QString administrator; ///< login name
    QString address;
    QString reason; ///< one line, for the tenant's log
};

}
