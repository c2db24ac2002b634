// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/database.h"
#include "store/user.h"

namespace sekimori::platformd {

/// Of each user so many passwords are remembered, as hashes, the present one among them: as many as a policy can ask
/// for.
inline constexpr int mostPasswordsRemembered = 15;

/// Gives @p user the password of @p hash, whoever chose it. The one that he has now joins his former ones,
/// and the count of wrong ones starts again.
Result<void> storePassword(
    Database &database, const User &user, const QByteArray &hash, bool mustChange, audit::EventTime changedAt);

/// Hashes of the passwords that @p user had before the present one, the latest first, @p count at most.
Result<QList<QByteArray>> formerPasswords(Database &database, TenantId tenant, UserId user, int count);

}
