// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/certificatesclient.h"

#include <QObject>

namespace sekimori::items {

/// What of the tenant's certificates comes to its end: how many people's, the authority, its list of what was revoked.
/// It asks when it is told to, and keeps what it knows when the platform is gone.
class CertificateEnds : public QObject {
    Q_OBJECT

public:
    explicit CertificateEnds(const platform::CertificatesClient &client, QObject *parent = nullptr);

    /// In place of a question that is still on its way.
    void refresh();
    bool isAsking() const { return m_askingCounts.isUnderWay() || m_askingAuthority.isUnderWay(); }

    /// None: it was never answered.
    const std::optional<platform::CertificateCounts> &counts() const { return m_counts; }
    const std::optional<platform::AuthorityState> &authority() const { return m_authority; }
    /// Why the last question was not answered; none while all is well.
    const std::optional<platform::Failure> &failure() const { return m_failure; }

signals:
    void changed();

private:
    template<typename T>
    void take(const platform::Answer<T> &answer, void (CertificateEnds::*keep)(const T &));
    void keepCounts(const platform::CertificatePage &page) { m_counts = page.counts; }
    void keepAuthority(const platform::AuthorityState &authority) { m_authority = authority; }

    const platform::CertificatesClient &m_client;
    platform::Pending m_askingCounts;
    platform::Pending m_askingAuthority;
    std::optional<platform::CertificateCounts> m_counts;
    std::optional<platform::AuthorityState> m_authority;
    std::optional<platform::Failure> m_failure;
};

}
