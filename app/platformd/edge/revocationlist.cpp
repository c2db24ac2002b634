// SPDX-License-Identifier: GPL-3.0-or-later
#include "edge/revocationlist.h"

#include "edge/tenanthost.h"

namespace sekimori::platformd {

Response revocationList(
    const Request &request, QByteArrayView domain, const Tenants &tenants, Certificates &certificates)
{
    if (request.method != "GET" && request.method != "HEAD") {
        Response response = text(405, "only GET\n");
        response.headers.set("Allow", "GET, HEAD");
        return response;
    }
    const auto host = tenantHost(request.host, domain);
    const auto tenant = host ? tenants.snapshot()->bySubdomain.value(host->subdomain) : nullptr;
    if (!tenant)
        return text(421, "nobody here is called so\n");
    const auto authority = certificates.authority(tenant->id);
    if (!authority)
        return text(503, "the list cannot be made anew at present\n");
    if (!*authority)
        return text(404, "this site has no certificate authority\n");
    Response response{.status = 200, .headers = {}, .body = (*authority)->list};
    response.headers.set("Content-Type", "application/pkix-crl");
    response.headers.set("Content-Disposition", "attachment; filename=\"revoked.crl\"");
    return response;
}

}
