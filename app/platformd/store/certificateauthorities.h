// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crypto/keyandcertificate.h"
#include "crypto/sealing.h"
#include "store/certificaterows.h"
#include "store/tenants.h"

namespace sekimori::platformd {

/// The tenants' own certificate authorities, made on first use, and their revocation lists. Their keys lie in the store
/// under the operator's key, without which nothing can be signed.
class CertificateAuthorities {
public:
    /// How long a list holds, and how long before its end it is made anew when somebody asks for it: so early that only
    /// one that cannot be made anew ever comes near its end.
    static constexpr std::chrono::days listLife{7};
    static constexpr std::chrono::days listRenewal{6};

    /// @p key is null where the operator has given none.
    CertificateAuthorities(Tenants &tenants, std::shared_ptr<const crypto::SealingKey> key)
        : m_tenants(tenants)
        , m_key(std::move(key))
    {
    }

    /// With its key, to issue by; made, with an event, where there is none.
    Result<crypto::KeyAndCertificate> toIssueBy(TenantId tenant, const Author &by);

    /// As it is, its list never an ended one: that is made anew first. Nothing where the tenant has no authority.
    Result<std::optional<AuthorityRow>> present(TenantId tenant);

    /// Makes the lists of all tenants anew that are near their end; what cannot be is left for whoever asks for it.
    void renewLists();

    /// For a job of the writer that has revoked something.
    Result<void> makeList(Transaction &transaction, TenantId tenant, audit::EventTime now) const;

    /// The operator's key, or what to do to get one.
    Result<std::shared_ptr<const crypto::SealingKey>> key() const;

private:
    Result<crypto::KeyAndCertificate> opened(TenantId tenant, const AuthorityRow &row) const;
    Result<void> insert(Transaction &transaction, TenantId tenant, const crypto::KeyAndCertificate &made,
        const Author &by, audit::EventTime now) const;

    Tenants &m_tenants;
    std::shared_ptr<const crypto::SealingKey> m_key;
};

namespace messages {
extern const Message OperatorKeyMissing;
extern const Message OperatorKeyDiffers;
}

}
