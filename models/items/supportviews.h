// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/auditclient.h"

namespace sekimori::items {

/// The latest looks that the platform's staff took at a tenant, out of the tenant's own log. It asks when it is told to
/// and keeps what it knows when the platform is gone.
class SupportViews : public QObject {
    Q_OBJECT

public:
    static constexpr int mostViews = 8;
    /// So far back it looks; whoever wants to know more reads the log.
    static constexpr int mostEvents = 5000;

    explicit SupportViews(platform::AuditClient &client, QObject *parent = nullptr);

    void refresh();
    bool isAsking() const { return m_asking.isUnderWay(); }

    bool isRead() const { return m_isRead; }
    /// Newest first.
    const QList<audit::Event> &views() const { return m_views; }
    /// Whether there may be older ones than it has looked for.
    bool isCutOff() const { return m_isCutOff; }
    /// Why the last question was not answered; none while all is well.
    const std::optional<platform::Failure> &failure() const { return m_failure; }

signals:
    void changed();

private:
    void ask(std::optional<qint64> after);
    void take(const platform::Answer<platform::AuditPage> &answer);
    void conclude(bool isCutOff);

    platform::AuditClient &m_client;
    platform::Pending m_asking;
    QList<audit::Event> m_found; ///< of the question that is on its way
    int m_looked = 0; ///< events of it
    QList<audit::Event> m_views;
    bool m_isRead = false;
    bool m_isCutOff = false;
    std::optional<platform::Failure> m_failure;
};

}
