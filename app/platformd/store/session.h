// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"
#include "store/user.h"

namespace sekimori::platformd {

/// By which way somebody signed in. A token of one kind is none of the other: a cookie opens no API.
enum class SessionKind { Api, Browser };

/// Somebody who has signed in.
struct Session {
    TenantId tenant;
    UserId user;
    QString loginName;
    QString displayName;
    Role role = Role::User;
    QString address; ///< from where it was opened
    audit::EventTime openedAt{};
    std::optional<audit::EventTime> endsAt = {}; ///< whatever its use; none: when it is not used for long
    SessionKind kind = SessionKind::Api;
    audit::EventTime passwordChangedAt{}; ///< the user's, by whomever
    QByteArray stay = {}; ///< the family by which its browser stays signed in; empty: it does not

    bool operator==(const Session &) const = default;
};

}

template<>
struct sekimori::policy::EnumNames<sekimori::platformd::SessionKind> {
    static constexpr std::array names{
        std::pair{sekimori::platformd::SessionKind::Api, QLatin1StringView("api")},
        std::pair{sekimori::platformd::SessionKind::Browser, QLatin1StringView("browser")},
    };
};
