// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/certificateauthorities.h"

#include "crypto/certificatesummary.h"
#include "crypto/clientauthority.h"
#include "crypto/revocationlist.h"
#include "store/certificateevents.h"
#include "store/eventrows.h"

#include <QLoggingCategory>

using namespace Qt::StringLiterals;
using std::chrono::seconds;

namespace sekimori::platformd {

namespace messages {
constexpr Message OperatorKeyMissing{"certificate.keyMissing",
    QT_TRANSLATE_NOOP("Messages",
        "The platform has no key under which it could keep those of certificates. Its operator makes one with "
        "“openssl rand -hex 32”, puts it into a file outside the data folder and names that file as “key-file”.")};
constexpr Message OperatorKeyDiffers{"certificate.keyDiffers",
    QT_TRANSLATE_NOOP("Messages",
        "The key of this site's certificate authority was stored under another operator's key than the platform has "
        "now. Its operator has to bring the former one back as “key-file”.")};
}

namespace {

Q_LOGGING_CATEGORY(logCertificates, "sekimorid.certificates")

/// Longer than anything that it issues holds. When it ends, every certificate under it has ended before.
constexpr auto authorityLife = std::chrono::days(20 * 365 + 5);
/// For clocks that are behind. A certificate begins an hour before it is issued.
constexpr auto authorityLead = std::chrono::days(1);

QByteArray aboutAuthority(TenantId tenant)
{
    return "certificate authority " + QByteArray::number(tenant.value);
}

Result<AuthorityRow> signedList(const AuthorityRow &row, const crypto::KeyAndCertificate &authority,
    const QList<crypto::RevokedCertificate> &revoked, audit::EventTime now)
{
    const auto from = std::chrono::floor<seconds>(now);
    AuthorityRow renewed = row;
    renewed.listNumber = row.listNumber + 1;
    renewed.listFrom = from;
    renewed.listUntil = from + CertificateAuthorities::listLife;
    auto list = crypto::makeRevocationList(
        authority, revoked, {renewed.listNumber, from, from + CertificateAuthorities::listLife});
    if (!list)
        return std::unexpected(list.error());
    renewed.list = *std::move(list);
    return renewed;
}

bool isDue(const AuthorityRow &row, audit::EventTime now)
{
    return row.listNumber == 0 || row.listUntil - CertificateAuthorities::listRenewal <= now;
}

}

Result<std::shared_ptr<const crypto::SealingKey>> CertificateAuthorities::key() const
{
    if (!m_key)
        return std::unexpected(Error(ErrorKind::Unavailable, messages::OperatorKeyMissing));
    return m_key;
}

Result<crypto::KeyAndCertificate> CertificateAuthorities::opened(TenantId tenant, const AuthorityRow &row) const
{
    const auto key = this->key();
    if (!key)
        return std::unexpected(key.error());
    const auto pem = (*key)->open(row.sealedKey, aboutAuthority(tenant));
    if (!pem)
        return std::unexpected(Error(ErrorKind::Unavailable, messages::OperatorKeyDiffers));
    return crypto::KeyAndCertificate{pem->view().toByteArray(), row.certificatePem};
}

Result<crypto::KeyAndCertificate> CertificateAuthorities::toIssueBy(TenantId tenant, const Author &by)
{
    const auto key = this->key();
    if (!key)
        return std::unexpected(key.error());
    const auto row = m_tenants.store().read([&](Database &database) { return authorityOf(database, tenant); });
    if (!row)
        return std::unexpected(row.error());
    if (*row)
        return opened(tenant, **row);

    const auto state = m_tenants.snapshot()->byId.value(tenant);
    const auto now = by.at.value_or(m_tenants.now());
    const auto from = std::chrono::floor<seconds>(now) - authorityLead;
    const auto made = crypto::makeClientAuthority(
        state->subdomain + u" secure access"_s, state->displayName, from, from + authorityLife);
    if (!made)
        return std::unexpected(made.error());
    return m_tenants.store().write([&](Transaction &transaction) -> Result<crypto::KeyAndCertificate> {
        // Somebody else may have been quicker; then his is the tenant's.
        const auto present = authorityOf(transaction.database(), tenant);
        if (!present)
            return std::unexpected(present.error());
        if (*present)
            return opened(tenant, **present);
        return insert(transaction, tenant, *made, by, now).transform([&] { return *made; });
    });
}

Result<void> CertificateAuthorities::insert(Transaction &transaction, TenantId tenant,
    const crypto::KeyAndCertificate &made, const Author &by, audit::EventTime now) const
{
    const auto summary = crypto::readCertificate(made.certificatePem);
    if (!summary)
        return std::unexpected(summary.error());
    const AuthorityRow row{
        .certificatePem = made.certificatePem,
        .sealedKey = m_key->seal(made.keyPem, aboutAuthority(tenant)),
        .list = {},
    };
    const QString complement
        = u"subject: %1; ends: %2"_s.arg(summary->subject, audit::toText(audit::EventTime(summary->notAfter)));
    return insertAuthority(transaction.database(), tenant, row, now)
        .and_then([&] { return makeList(transaction, tenant, now); })
        .and_then([&] {
            return appendEvents(transaction, tenant, {certificateEvent(by, u"authority created"_s, complement, now)});
        })
        .transform([&](qint64) {
            transaction.afterCommit([&tenants = m_tenants, tenant, pem = made.certificatePem] {
                tenants.publishCertificates(
                    tenant, [&](const CertificateBook &book) { return book.withAuthority(pem); });
            });
        });
}

Result<void> CertificateAuthorities::makeList(Transaction &transaction, TenantId tenant, audit::EventTime now) const
{
    Database &database = transaction.database();
    const auto row = authorityOf(database, tenant);
    if (!row)
        return std::unexpected(row.error());
    if (!*row)
        return {};
    const auto authority = opened(tenant, **row);
    if (!authority)
        return std::unexpected(authority.error());
    const auto revoked = revokedCertificates(database, tenant, now);
    if (!revoked)
        return std::unexpected(revoked.error());
    return signedList(**row, *authority, *revoked, now).and_then([&](const AuthorityRow &renewed) {
        return storeList(database, tenant, renewed);
    });
}

Result<std::optional<AuthorityRow>> CertificateAuthorities::present(TenantId tenant)
{
    const auto read = [&](Database &database) { return authorityOf(database, tenant); };
    auto row = m_tenants.store().read(read);
    const auto now = m_tenants.now();
    if (!row || !*row || !isDue(**row, now))
        return row;
    const auto renewed = m_tenants.store().write([&](Transaction &transaction) -> Result<void> {
        const auto present = authorityOf(transaction.database(), tenant);
        if (!present)
            return std::unexpected(present.error());
        return isDue(**present, now) ? makeList(transaction, tenant, now) : Result<void>();
    });
    if (renewed)
        return m_tenants.store().read(read);
    // One that holds a little longer is better than none; an ended one is not.
    if ((*row)->listNumber == 0 || (*row)->listUntil <= now)
        return std::unexpected(renewed.error());
    return row;
}

void CertificateAuthorities::renewLists()
{
    const auto snapshot = m_tenants.snapshot();
    for (auto tenant = snapshot->certificates.keyBegin(); tenant != snapshot->certificates.keyEnd(); ++tenant) {
        if (const auto row = present(*tenant); !row)
            qCWarning(logCertificates) << "The revocation list of tenant" << tenant->value
                                       << "could not be made anew:" << row.error().message->code;
    }
}

}
