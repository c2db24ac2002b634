// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/connection.h"
#include "policy/passwordpolicy.h"

namespace sekimori::platform {

/// What a password policy would mean for those who have a password now.
struct PasswordImpact {
    /// Whose passwords will expire within so many days; each counts those before it too, and not those that have.
    struct Due {
        int days = 0;
        int users = 0;

        bool operator==(const Due &) const = default;
    };

    int users = 0; ///< all of them
    int mustChangeNow = 0; ///< whose passwords have expired by it
    QList<Due> dueWithin; ///< soonest first
    int unknown = 0; ///< of the others: whose passwords may break a rule that has become stricter

    bool operator==(const PasswordImpact &) const = default;
};

/// What the platform knows of its users' passwords.
class PasswordClient {
public:
    explicit PasswordClient(Connection &connection)
        : m_connection(connection)
    {
    }

    /// Changes nothing.
    Pending impact(const policy::PasswordPolicy &draft, Callback<PasswordImpact> callback);

private:
    Connection &m_connection;
};

}
