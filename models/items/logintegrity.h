// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/integrityclient.h"

#include <QObject>
#include <QTimer>

namespace sekimori::items {

/// How the platform's check of its own log stands. While a check runs it is asked again and again; what was answered
/// stays when the platform is gone.
class LogIntegrity : public QObject {
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds usualPace{1000};

    explicit LogIntegrity(const platform::IntegrityClient &client, QObject *parent = nullptr);

    /// How often it asks while a check runs.
    void setPace(std::chrono::milliseconds pace) { m_again.setInterval(pace); }
    void refresh();
    /// Has the log checked now.
    void check();
    bool isAsking() const { return m_asking.isUnderWay(); }
    /// A check was asked for and is not over.
    bool isChecking() const { return m_isStarting || (m_state && m_state->state == State::Checking); }

    /// None: it was never answered.
    const std::optional<platform::Integrity> &state() const { return m_state; }
    /// Why the last question was not answered; none while all is well.
    const std::optional<platform::Failure> &failure() const { return m_failure; }

signals:
    void changed();

private:
    using State = platform::Integrity::State;

    void ask();
    void take(const platform::Answer<platform::Integrity> &answer);

    const platform::IntegrityClient &m_client;
    platform::Pending m_asking;
    QTimer m_again;
    bool m_isStarting = false;
    std::optional<platform::Integrity> m_state;
    std::optional<platform::Failure> m_failure;
};

}
