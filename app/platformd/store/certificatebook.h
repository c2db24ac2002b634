// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"
#include "policy/accessdecision.h"
#include "store/ids.h"

#include <QByteArray>
#include <QHash>

#include <array>
#include <memory>
#include <optional>

namespace sekimori::platformd {

/// What the gate has to know of one certificate that a tenant's authority has issued.
struct KnownCertificate {
    UserId user;
    audit::EventTime beginsAt{};
    audit::EventTime endsAt{}; ///< the last second in which it holds
    bool isRevoked = false;
    bool userExists = false;
    bool userIsPermitted = false;

    bool operator==(const KnownCertificate &) const = default;
};

/// By SHA-256 of the certificate: what has the digest of one that we have issued is that one, so its signature need not
/// be looked at again.
using KnownCertificates = QHash<QByteArray, KnownCertificate>;

/// What was found out about a certificate that somebody has shown.
struct JudgedCertificate {
    policy::CertificateFacts facts;
    std::optional<UserId> user; ///< whose it is; none: nobody's, or of somebody who is not there any more
};

/// All certificates of one tenant, for every request. Immutable; a changed one shares all but what has changed, so that
/// issuing one of a hundred thousand costs no copy of the others.
class CertificateBook {
public:
    CertificateBook withAuthority(const QByteArray &authorityPem) const;
    /// @p changed takes the place of what was known under the same digests.
    CertificateBook with(const KnownCertificates &changed) const;

    JudgedCertificate judge(const QByteArray &der, audit::EventTime now) const;

private:
    static constexpr std::size_t parts = 256;

    QByteArray m_authorityPem; ///< empty: there is none yet
    std::array<std::shared_ptr<const KnownCertificates>, parts> m_parts; ///< by the digest's first byte; null: empty
};

}
