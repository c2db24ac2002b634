// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/filter/matching.h"
#include "items/platformlogrows.h"

namespace sekimori::items {

/// Lets the audit log's newest events into the rows as they are written, those that the filter lets through, or, while
/// somebody wants it to stand still, keeps count of what waits. What waits is kept up to a limit; beyond it only its
/// numbers are, and it is read again.
class LiveEvents : public QObject {
    Q_OBJECT

public:
    struct Limits {
        int rows = 20'000; ///< in the model, when nobody has scrolled further
        int held = 1'000; ///< of what waits
    };

    LiveEvents(PlatformLogRows &rows, platform::AuditClient &client)
        : LiveEvents(rows, client, Limits())
    {
    }
    LiveEvents(PlatformLogRows &rows, platform::AuditClient &client, const Limits &limits,
        const platform::AuditTail::Pauses &pauses = platform::AuditTail::patientPauses());

    /// Goes on from the newest event of the log, as soon as the rows have been read.
    void start();
    void stop();
    void tryNow() { m_tail->tryNow(); }

    /// Before the rows are asked for what it lets through.
    void setFilter(const audit::filter::Filter &filter);
    void setPaused(bool paused);
    bool isPaused() const { return m_isPaused; }
    /// Somebody reads further down: nothing is removed there, however much comes in.
    void setReaderAway(bool away);

    /// The newest number that the platform has told of; 0: none yet.
    qint64 latest() const { return m_latest; }
    /// How many events the platform has told of that belong into the rows and are not there.
    qint64 waiting() const { return m_missed + m_held.size(); }
    const platform::AuditTail &tail() const { return *m_tail; }

signals:
    void stateChanged(); ///< of tail(), isPaused() or waiting()

private:
    void hold(const QList<audit::Event> &events);
    void miss(qint64 from, qint64 to);
    void letIn();
    void follow();
    void startAfter(qint64 number);
    void dropKnown();
    void readAgain();

    PlatformLogRows &m_rows;
    platform::AuditClient &m_client;
    const Limits m_limits;
    std::unique_ptr<platform::AuditTail> m_tail;
    platform::Pending m_findingEnd; ///< of the log, which a filtered list does not tell
    audit::filter::Matcher m_matcher;
    bool m_isFiltered = false;
    QList<audit::Event> m_held; ///< newest first: all that belong into the rows with numbers above m_heldAfter
    qint64 m_heldAfter = 0;
    qint64 m_missed = 0; ///< at most so many of those up to m_heldAfter belong into the rows
    qint64 m_latest = 0;
    bool m_isWanted = false;
    bool m_isPaused = false;
    bool m_isReaderAway = false;
};

}
