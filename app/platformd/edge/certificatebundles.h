// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edge/languages.h"
#include "http/request.h"
#include "http/response.h"
#include "store/certificates.h"
#include "store/snapshot.h"

namespace sekimori::platformd {

/// Packs certificates for those who shall install them: one ZIP for each user, with the certificate, its password and
/// how to install it in the tenant's language; several in one ZIP around them.
class CertificateBundles {
public:
    /// @p request came to one of the tenant's hosts: from there the address is known where the certificates are used.
    Result<Response> download(
        const QList<Certificates::Fetched> &certificates, const TenantState &tenant, const Request &request) const;

private:
    Result<QByteArray> bundle(
        const Certificates::Fetched &fetched, const TenantState &tenant, const QString &address) const;
    QByteArray instructions(
        const Certificates::Fetched &fetched, const TenantState &tenant, const QString &address) const;

    Languages m_languages;
};

/// `2027-03-05`, in the tenant's time zone.
QString dayText(audit::EventTime time, const TenantState &tenant);

}
