// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"
#include "store/ids.h"

#include <QList>
#include <QUrl>

namespace sekimori::platformd {

class Tenants;

/// One of a tenant's services as its people find it.
struct ServiceLink {
    QString name;
    QUrl url; ///< http or https, absolute, without credentials
    QString description; ///< may be empty

    bool operator==(const ServiceLink &) const = default;
};

/// By name.
Result<QList<ServiceLink>> serviceLinks(Tenants &tenants, TenantId tenant);

}
