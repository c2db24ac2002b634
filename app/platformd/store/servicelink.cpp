// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/servicelink.h"

#include "store/servicerows.h"
#include "store/tenants.h"

namespace sekimori::platformd {

Result<QList<ServiceLink>> serviceLinks(Tenants &tenants, TenantId tenant)
{
    return tenants.store()
        .read([&](Database &database) { return servicesOf(database, tenant); })
        .transform([](const QList<TenantService> &services) {
            QList<ServiceLink> links;
            for (const TenantService &service : services)
                links << ServiceLink{service.name, service.url, service.description};
            return links;
        });
}

}
