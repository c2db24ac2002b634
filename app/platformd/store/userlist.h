// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/database.h"
#include "store/user.h"

namespace sekimori::platformd {

enum class UserFilter { Locked, MustChange, Permitted };

/// Which of a tenant's users a page of their list shows.
struct UserQuery {
    int limit = 100;
    QString after = {}; ///< the key of a login name; those behind it
    QString search = {}; ///< a part of the login name or the display name; empty: all
    std::optional<Role> role = {};
    std::optional<UserFilter> filter = {};
    bool isCounted = true; ///< whether the total is wanted
};

/// One page of them, by login name.
struct UserPage {
    QList<User> users;
    std::optional<QString> next; ///< what `after` continues with; none: that was all
    qint64 total = 0; ///< on all pages; 0 where it is not wanted
};

/// As it is at @p now. The platform's staff are in no such list.
Result<UserPage> usersPage(Database &database, TenantId tenant, const UserQuery &query, audit::EventTime now);

}

template<>
struct sekimori::policy::EnumNames<sekimori::platformd::UserFilter> {
    static constexpr std::array names{
        std::pair{sekimori::platformd::UserFilter::Locked, QLatin1StringView("locked")},
        std::pair{sekimori::platformd::UserFilter::MustChange, QLatin1StringView("mustChange")},
        std::pair{sekimori::platformd::UserFilter::Permitted, QLatin1StringView("permitted")},
    };
};
