// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/certificates.h"
#include "platform/connection.h"

namespace sekimori::platform {

/// Client certificates as a resource: who has which, the tenant's authority, and what can be done to them. What changes
/// something is carried through once begun; repeated with the same key it is not done twice.
class CertificatesClient {
public:
    static constexpr int mostHolders = 200; ///< in one answer
    static constexpr int mostAtOnce = 50; ///< people or certificates in one change
    static constexpr int mostFiles = 2000; ///< in one download

    explicit CertificatesClient(Connection &connection)
        : m_connection(connection)
    {
    }

    /// At most @p limit (1 to mostHolders) people that @p filter lets through, after @p after; the first where it is
    /// empty.
    Pending page(
        const CertificateFilter &filter, int limit, const QString &after, Callback<CertificatePage> callback) const;
    /// All that were issued to this user, the newest first.
    Pending of(qint64 user, Callback<QList<IssuedCertificate>> callback) const;
    Pending authority(Callback<AuthorityState> callback) const;
    /// The authority's certificate, as PEM.
    Pending authorityFile(Callback<QByteArray> callback) const;
    /// Reminders of everything that ends, as iCalendar.
    Pending calendar(Callback<QByteArray> callback) const;

    /// To all users of @p order or to none.
    void issue(const IssueOrder &order, const QByteArray &key, QObject *context,
        Callback<QList<NewCertificate>> callback) const;
    /// All of @p serials or none. Answers with how many.
    void revoke(const QStringList &serials, RevocationReason reason, const QByteArray &key, QObject *context,
        Callback<qint64> callback) const;
    /// Answers with how many were not so before.
    void permit(const QList<qint64> &users, bool isPermitted, const QByteArray &key, QObject *context,
        Callback<qint64> callback) const;
    /// One ZIP. The platform hands each file out once only, so whoever drops the answer has lost them.
    Pending files(const QStringList &serials, Callback<QByteArray> callback) const;

private:
    Connection &m_connection;
};

}
