// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/alertsclient.h"

#include <QObject>
#include <QTimer>

namespace sekimori::items {

/// A test mail: sends it by the same queue as a real one, says to whom a real one would have gone, and follows it until
/// it is on its way to nobody any more.
class TestMailing : public QObject {
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds usualPace{1500};

    enum class State {
        Idle,
        Sending, ///< into the queue
        Following, ///< in the queue
        Done, ///< sent, given up or refused
        Failed, ///< not even in the queue
    };

    explicit TestMailing(
        const platform::AlertsClient &client, QObject *parent = nullptr, std::chrono::milliseconds pace = usualPace);

    void send(const platform::AlertTopic &topic, const QStringList &addresses);
    /// Forgets what came of the last one.
    void clear();

    State state() const { return m_state; }
    bool isBusy() const { return m_state == State::Sending; }
    /// In the delivery log; 0: none yet.
    qint64 mail() const { return m_test ? m_test->mail : 0; }
    const std::optional<platform::TestMail> &test() const { return m_test; }
    const std::optional<platform::Delivery> &delivery() const { return m_delivery; }
    const std::optional<platform::Failure> &failure() const { return m_failure; }
    /// How it stands, in sentences.
    QString text() const;

signals:
    void changed();

private:
    void take(const platform::Answer<platform::TestMail> &answer, int sending);
    void follow();
    void takeDelivery(const platform::Answer<platform::DeliveryDetails> &answer);
    QString deliveryText() const;

    const platform::AlertsClient &m_client;
    State m_state = State::Idle;
    int m_sendings = 0; ///< an answer to one before the last counts no more
    QStringList m_addresses;
    std::optional<platform::TestMail> m_test;
    std::optional<platform::Delivery> m_delivery;
    std::optional<platform::Failure> m_failure;
    platform::Pending m_asking;
    QTimer m_pause;
};

}
