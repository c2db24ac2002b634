// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/alertsclient.h"

#include <QObject>
#include <QTimer>

namespace sekimori::items {

/// What a draft of the alerts would have sent in the last days, as the platform counts it: asked a moment after the
/// draft was edited, and dropped when it is edited on. It asks only while somebody looks.
class AlertForecasting : public QObject {
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds editingPause{600};

    enum class State {
        Idle, ///< nobody has looked yet
        Wrong, ///< the draft has mistakes, which have to be put right first
        Asking,
        Known,
        Failed,
    };

    explicit AlertForecasting(const platform::AlertsClient &client, QObject *parent = nullptr);

    void setDraft(const policy::AuditAlerts &draft);
    void setWanted(bool isWanted);
    /// Asks again for the same draft.
    void refresh();

    State state() const { return m_state; }
    /// Of the present draft; none while it is not Known.
    const std::optional<platform::AlertForecast> &forecast() const { return m_forecast; }
    const std::optional<platform::Failure> &failure() const { return m_failure; }

    /// A sentence on one of the draft's levels or rules, whatever the state.
    QString textOf(audit::Level level) const;
    QString textOf(const QString &rule) const;
    /// The same in two words, for a cell of a table.
    QString cellTextOf(const QString &rule) const;

signals:
    void changed();

private:
    void ask();
    void take(const platform::Answer<platform::AlertForecast> &answer);
    void setState(State state);
    QString whyNot() const;

    const platform::AlertsClient &m_client;
    policy::AuditAlerts m_draft;
    bool m_isWanted = false;
    bool m_isFresh = false; ///< the draft was asked about
    QTimer m_pause;
    platform::Pending m_asking;
    State m_state = State::Idle;
    std::optional<platform::AlertForecast> m_forecast;
    std::optional<platform::Failure> m_failure;
};

}
