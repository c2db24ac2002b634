// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/onetimetokens.h"

#include "crypto/tokens.h"

namespace sekimori::platformd {

QByteArray OneTimeTokens::issue(TenantId tenant, const QString &loginName, Clock::time_point now)
{
    const QByteArray token = crypto::newToken();
    const std::scoped_lock lock(m_mutex);
    m_byDigest.removeIf([now](const auto &entry) { return entry->endsAt <= now; });
    m_byDigest.insert(crypto::tokenDigest(token), {tenant, loginName, now + lifetime});
    return token;
}

std::optional<QString> OneTimeTokens::redeem(TenantId tenant, QByteArrayView token, Clock::time_point now)
{
    const std::scoped_lock lock(m_mutex);
    const QByteArray digest = crypto::tokenDigest(token);
    const auto found = m_byDigest.constFind(digest);
    if (found == m_byDigest.cend() || found->tenant != tenant)
        return std::nullopt;
    const Issued issued = m_byDigest.take(digest);
    return issued.endsAt > now ? std::optional(issued.loginName) : std::nullopt;
}

}
