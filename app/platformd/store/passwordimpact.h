// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"
#include "policy/passwordpolicy.h"
#include "store/database.h"
#include "store/ids.h"

namespace sekimori::platformd {

/// Of so many users the passwords would expire within so many days from now.
struct DuePasswords {
    int days = 0;
    qint64 users = 0;

    bool operator==(const DuePasswords &) const = default;
};

/// What a policy would do to the users that there are, if it were in force from now on.
struct PasswordImpact {
    qint64 users = 0; ///< of the tenant, without the platform's staff
    qint64 mustChangeNow = 0; ///< their passwords would have expired already
    QList<DuePasswords> dueWithin; ///< of the others, each with those before it
    qint64 unknown = 0; ///< of the others; see passwordImpact()

    bool operator==(const PasswordImpact &) const = default;
};

/// Of passwords only hashes are kept, so whether they meet the rules of @p draft nobody knows. Where it asks for more
/// than @p present, its users count as unknown: they find out at their next change, and no sooner.
Result<PasswordImpact> passwordImpact(Database &database, TenantId tenant, const policy::PasswordPolicy &present,
    const policy::PasswordPolicy &draft, audit::EventTime now);

}
