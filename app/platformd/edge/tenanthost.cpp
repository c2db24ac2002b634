// SPDX-License-Identifier: GPL-3.0-or-later
#include "edge/tenanthost.h"

namespace sekimori::platformd {

std::optional<TenantHost> tenantHost(QByteArrayView hostName, QByteArrayView domain)
{
    if (hostName.size() <= domain.size() + 1 || !hostName.endsWith(domain))
        return std::nullopt;
    QByteArrayView rest = hostName.chopped(domain.size());
    if (!rest.endsWith('.'))
        return std::nullopt;
    rest.chop(1);
    const bool secure = rest.endsWith(".s");
    if (secure)
        rest.chop(2);
    if (rest.isEmpty() || rest.contains('.'))
        return std::nullopt;
    return TenantHost{rest.toByteArray(), secure ? policy::HostKind::Secure : policy::HostKind::Main};
}

}
