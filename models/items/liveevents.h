// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/auditeventsmodel.h"

namespace sekimori::items {

/// Lets the audit log's newest events into a model as they are written, or, while somebody wants it to stand still,
/// keeps count of what waits. What waits is kept up to a limit; beyond it only its numbers are, and it is read again.
class LiveEvents : public QObject {
    Q_OBJECT

public:
    struct Limits {
        int rows = 20'000; ///< in the model, when nobody has scrolled further
        int held = 1'000; ///< of what waits
    };

    LiveEvents(AuditEventsModel &events, platform::AuditClient &client)
        : LiveEvents(events, client, Limits())
    {
    }
    LiveEvents(AuditEventsModel &events, platform::AuditClient &client, const Limits &limits,
        const platform::AuditTail::Pauses &pauses = platform::AuditTail::patientPauses());

    /// Goes on from the newest event of the model, as soon as it has been read.
    void start();
    void stop();
    void tryNow() { m_tail->tryNow(); }

    void setPaused(bool paused);
    bool isPaused() const { return m_isPaused; }
    /// Somebody reads further down: nothing is removed there, however much comes in.
    void setReaderAway(bool away);

    /// How many events the platform has told of that are not in the model.
    qint64 waiting() const { return std::max<qint64>(0, m_latest - m_events.newestNumber()); }
    const platform::AuditTail &tail() const { return *m_tail; }

signals:
    void stateChanged(); ///< of tail(), isPaused() or waiting()

private:
    void hold(const QList<audit::Event> &events);
    void letIn();
    void readAgain();

    AuditEventsModel &m_events;
    const Limits m_limits;
    std::unique_ptr<platform::AuditTail> m_tail;
    QList<audit::Event> m_held; ///< oldest first, the newest of what waits, without gaps
    qint64 m_latest = 0;
    bool m_isWanted = false;
    bool m_isPaused = false;
    bool m_isReaderAway = false;
};

}
