// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/auditclient.h"
#include "platform/historyclient.h"

#include <QTimeZone>

namespace sekimori::items {

/// What happened in a tenant in the last 24 hours, and what was changed last. It asks when it is told to, and keeps
/// what it knows when the platform is gone.
class LastDay : public QObject {
    Q_OBJECT

public:
    using Clock = std::function<QDateTime()>;

    static constexpr int changesAtOnce = 5;

    LastDay(platform::AuditClient &audit, platform::HistoryClient &history, Clock clock, QObject *parent = nullptr);

    QDateTime now() const { return m_clock(); }
    /// Its hours are what the day is divided into.
    const QTimeZone &zone() const { return m_zone; }
    void setZone(const QTimeZone &zone);

    /// In place of a question that is still on its way.
    void refresh();
    bool isAsking() const { return m_askingSummary.isUnderWay() || m_askingChanges.isUnderWay(); }

    /// None: it was never answered.
    const std::optional<platform::AuditSummary> &summary() const { return m_summary; }
    const std::optional<QList<platform::HistoryEntry>> &changes() const { return m_changes; }
    /// Why the last question was not answered; none while all is well.
    const std::optional<platform::Failure> &summaryFailure() const { return m_summaryFailure; }
    const std::optional<platform::Failure> &changesFailure() const { return m_changesFailure; }
    /// When everything was last answered; invalid: never.
    QDateTime readAt() const { return m_readAt; }

signals:
    void changed();

private:
    platform::SummarySpan span() const;
    void take(const platform::Answer<platform::AuditSummary> &answer);
    void take(const platform::Answer<platform::HistoryPage> &answer);
    void conclude();

    platform::AuditClient &m_audit;
    platform::HistoryClient &m_history;
    Clock m_clock;
    QTimeZone m_zone = QTimeZone::systemTimeZone();
    platform::Pending m_askingSummary;
    platform::Pending m_askingChanges;
    std::optional<platform::AuditSummary> m_summary;
    std::optional<QList<platform::HistoryEntry>> m_changes;
    std::optional<platform::Failure> m_summaryFailure;
    std::optional<platform::Failure> m_changesFailure;
    QDateTime m_readAt;
};

}
