// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"
#include "platform/eventsource.h"

namespace sekimori::platform {

/// The audit log as it is being written. It connects again by itself, with growing pauses, and goes on where it left
/// off, so that every event comes once and in order, or is told to be missing. Closed with it.
class AuditTail : public QObject {
    Q_OBJECT

public:
    enum class State {
        Off,
        Connecting,
        Live,
        Waiting, ///< until the next try, see untilNextTry()
        Closed, ///< trying again would bring the same, see failure(); it does as soon as the Connection gets through
    };

    /// Before each try after one that failed; the last holds for all further ones.
    using Pauses = QList<std::chrono::seconds>;
    static Pauses patientPauses();

    explicit AuditTail(Connection &connection, const Pauses &pauses = patientPauses(), QObject *parent = nullptr);

    /// Begins with what follows the event numbered @p after.
    void start(qint64 after);
    void stop();
    /// Does not wait any longer.
    void tryNow();

    State state() const { return m_state; }
    std::chrono::seconds untilNextTry() const { return m_left; }
    /// Why it waits or is closed.
    const std::optional<Failure> &failure() const { return m_failure; }

signals:
    void stateChanged(); ///< or a second less to wait
    void arrived(const QList<audit::Event> &events); ///< oldest first, with no number left out
    void missed(qint64 from, qint64 to); ///< these will not arrive

private:
    void connectNow();
    void take(const QList<StreamEvent> &events);
    bool takeEvent(const StreamEvent &event, QList<audit::Event> &arrived);
    void deliver(QList<audit::Event> &arrived);
    void skipTo(qint64 number, QList<audit::Event> &arrived);
    void takeFarewell(const QJsonObject &farewell);
    void meet(const Failure &failure);
    void wait(const Failure &failure);
    void tick();
    void setState(State state);

    Connection &m_connection;
    Pauses m_pauses;
    EventSource m_source;
    QTimer m_second;
    State m_state = State::Off;
    qint64 m_first = 0; ///< the `after` of the address
    qint64 m_last = 0; ///< the newest that has arrived or was missed
    qsizetype m_failedTries = 0;
    bool m_wasSentAway = false; ///< without a single event since
    std::chrono::seconds m_left{0};
    std::optional<Failure> m_failure;
};

}
