// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/accessdecision.h"

#include <QByteArray>

#include <optional>

namespace sekimori::platformd {

/// What a host name says: whose it is, and which of the tenant's two hosts.
struct TenantHost {
    QByteArray subdomain;
    policy::HostKind kind = policy::HostKind::Main;

    bool operator==(const TenantHost &) const = default;
};

/// Reads `SUBDOMAIN.DOMAIN` or `SUBDOMAIN.s.DOMAIN`, all in lower case; whether there is such a tenant is not known
/// here.
std::optional<TenantHost> tenantHost(QByteArrayView hostName, QByteArrayView domain);

}
