// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crypto/passwordhash.h"
#include "store/certificates.h"
#include "store/tenants.h"

namespace sekimori::platformd {

inline constexpr QLatin1StringView demoSubdomain{"demo"};
inline constexpr int demoEvents = 100'000;

/// The demo, whatever its subdomain is by now; null where it was not made yet.
std::shared_ptr<const TenantState> demoTenant(const Snapshot &snapshot);

/// Removes from @p folder what an earlier making of the demo left half done; nothing where it was finished.
Result<void> clearHalfMadeDemo(const QString &folder);

/// Makes the tenant `demo` with its people and its log, unless it is there. The passwords are made up and stand in
/// `passwords.txt` in @p folder, for this user alone.
Result<void> makeDemo(
    Tenants &tenants, Certificates &certificates, const crypto::PasswordHasher &hasher, const QString &folder);

}
