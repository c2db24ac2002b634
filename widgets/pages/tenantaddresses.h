// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sekimori::widgets {

/// The names of a tenant's two hosts, as far as they can be told from the one that the console speaks to.
struct TenantAddresses {
    QString main; ///< SUBDOMAIN.DOMAIN; empty: the console goes by another name
    QString secure; ///< SUBDOMAIN.s.DOMAIN

    static TenantAddresses of(const QString &hostName, const QString &subdomain)
    {
        const QString domain = hostName.section(u'.', 1);
        if (domain.isEmpty() || domain.at(0).isDigit())
            return {};
        return {subdomain + u'.' + domain, subdomain + QStringLiteral(".s.") + domain};
    }
};

}
