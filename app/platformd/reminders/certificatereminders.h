// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edge/languages.h"
#include "store/certificates.h"
#include "store/mailrows.h"

#include <stop_token>

namespace sekimori::platformd {

struct CertificateEnding;

/// Puts a mail into the queue about all of a tenant's certificates of whose ends is to be reminded since the last time:
/// one mail each night at most, and each reminder once, also where a night was missed or ended by a crash.
class CertificateReminders {
public:
    static QString choreName() { return QStringLiteral("certificate reminders"); }

    CertificateReminders(Tenants &tenants, Certificates &certificates, QByteArray domain)
        : m_tenants(tenants)
        , m_certificates(certificates)
        , m_domain(std::move(domain))
    {
    }

    Result<void> run(TenantId tenant);

private:
    Result<void> tell(Transaction &transaction, const TenantState &tenant, const QList<CertificateEnding> &endings,
        audit::EventTime now) const;
    OutgoingMail mailOf(const TenantState &tenant, const QList<CertificateEnding> &due, audit::EventTime now) const;

    Tenants &m_tenants;
    Certificates &m_certificates;
    const QByteArray m_domain;
    const Languages m_languages;
};

}
