// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/alertsclient.h"

#include <QObject>

namespace sekimori::items {

/// By which way mail leaves the platform and what waits for it. What was answered stays when the platform is gone.
class MailStanding : public QObject {
    Q_OBJECT

public:
    explicit MailStanding(const platform::AlertsClient &client, QObject *parent = nullptr);

    void refresh();
    bool isAsking() const { return m_asking.isUnderWay(); }
    /// None: it was never answered.
    const std::optional<platform::MailSummary> &summary() const { return m_summary; }
    /// Why the last question was not answered; none while all is well.
    const std::optional<platform::Failure> &failure() const { return m_failure; }

signals:
    void changed();

private:
    void take(const platform::Answer<platform::MailSummary> &answer);

    const platform::AlertsClient &m_client;
    platform::Pending m_asking;
    std::optional<platform::MailSummary> m_summary;
    std::optional<platform::Failure> m_failure;
};

}
