// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/certificateauthorities.h"
#include "store/certificatefiles.h"
#include "store/certificateissue.h"
#include "store/certificatelisting.h"

namespace sekimori::platformd {

/// The client certificates of all tenants' users. Every change is an event and in force from the return on. Safe to use
/// from many threads.
class Certificates {
public:
    static constexpr qsizetype mostAtOnce = 2000; ///< revoked, fetched or permitted

    /// @p key is the operator's; null: there is none, and nothing can be issued.
    Certificates(Tenants &tenants, std::shared_ptr<const crypto::SealingKey> key)
        : m_tenants(tenants)
        , m_authorities(tenants, std::move(key))
    {
    }

    Result<CertificateListing> page(
        TenantId tenant, const CertificateFilter &filter, int limit, const QByteArray &after);
    Result<QMap<CertificateState, qint64>> counts(TenantId tenant);
    Result<QList<CertificateEnd>> ends(TenantId tenant);
    /// Newest first.
    Result<QList<Certificate>> of(TenantId tenant, UserId user);

    Result<std::optional<AuthorityRow>> authority(TenantId tenant) { return m_authorities.present(tenant); }
    void renewLists() { m_authorities.renewLists(); }
    /// How many the tenant's list names.
    Result<qsizetype> revokedCount(TenantId tenant);

    std::expected<StoredAnswer, Errors> issue(TenantId tenant, const IssueWish &wish)
    {
        return issueCertificates(m_tenants, m_authorities, tenant, wish);
    }
    /// All or none.
    /// The answer is `{revoked}`, their number.
    std::expected<StoredAnswer, Errors> revoke(TenantId tenant, const QStringList &serials,
        crypto::RevocationReason reason, const Author &by, const AskedOnce &asked = {});
    /// All or none; says for how many it was otherwise before.
    std::expected<qsizetype, Errors> permit(
        TenantId tenant, const QList<UserId> &users, bool isPermitted, const Author &by);

    struct Fetched {
        Certificate certificate;
        CertificateFile file;
    };
    /// All or none; none of them is handed out again.
    std::expected<QList<Fetched>, Errors> takeFiles(TenantId tenant, const QStringList &serials, const Author &by);

private:
    std::expected<StoredAnswer, Errors> revoke(Transaction &transaction, TenantId tenant, const QStringList &serials,
        crypto::RevocationReason reason, const Author &by) const;
    std::expected<QList<Certificate>, Errors> known(
        Database &database, TenantId tenant, const QStringList &serials) const;
    std::expected<Fetched, Error> fetch(
        Transaction &transaction, TenantId tenant, const Certificate &certificate, audit::EventTime now) const;

    Tenants &m_tenants;
    CertificateAuthorities m_authorities;
};

audit::Event revocationEvent(const Author &by, const Certificate &revoked, audit::EventTime now);

/// Lets the gate know @p user's certificates as they are in @p transaction, once that is committed. Whoever permits,
/// no longer permits or deletes a user calls it behind that, in the same job; without @p user for many at once.
Result<void> refreshCertificates(
    Tenants &tenants, Transaction &transaction, TenantId tenant, std::optional<UserId> user = {});

namespace messages {
extern const Message CertificateUnknown;
extern const Message CertificateTwice;
extern const Message CertificateRevokedBefore;
extern const Message CertificateFileFetched;
extern const Message CertificateFileOld;
extern const Message CertificateFileRevoked;
}

}
