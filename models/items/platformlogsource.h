// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/liveevents.h"
#include "items/logsource.h"

#include <QTimer>

namespace sekimori::items {

/// The platform's audit log, asked by filter over the network and followed as it is written. It is in the order of
/// time, newest first: any other would need all of it here.
class PlatformLogSource : public LogSource {
    Q_OBJECT

public:
    explicit PlatformLogSource(platform::AuditClient &client,
        const platform::AuditTail::Pauses &pauses = platform::AuditTail::patientPauses());

    /// While somebody looks at it.
    void start();
    void stop();
    /// Asks for what is new, and for what was not answered.
    void refresh();
    /// Shows what is around this event, whatever the filter says of it.
    void showAround(qint64 number);
    void showNewest();

    PlatformLogRows &rows() override { return m_rows; }
    LiveEvents &live() { return m_live; }
    void setQuery(const LogQuery &query) override;
    const LogQuery &query() const override { return m_query; }
    QString whyNotOrdered(const audit::query::OrderKey &key, bool isDescending) const override;
    const LogState &state() const override { return m_state; }
    void setSummaryWanted(bool isWanted) override;
    const LogSummary &summary() const override { return m_summary; }
    void findValues(audit::Field field, const QString &start, QObject *context,
        const std::function<void(const QList<ValueCount> &)> &callback) override;
    bool canExportChosen() const override { return false; }
    std::unique_ptr<LogExport> exportTo(
        const QString &path, const LogFileWish &wish, const std::optional<QList<LogRowRange>> &chosen) override;
    bool canSeal() const override { return true; }
    std::unique_ptr<LogExport> seal(const QString &path, const platform::LogSpan &span) override;
    void cancel() override;

private:
    platform::AuditQuestion question() const;
    void askSummary(const QByteArray &resume = {});
    void takeSummary(const platform::AuditOverview &overview);
    void tell();
    LogState::Progress progress() const;
    void findEmptyingTerm();
    void tryWithout(size_t term);

    platform::AuditClient &m_client;
    PlatformLogRows m_rows;
    LiveEvents m_live;
    LogQuery m_query;
    LogState m_state;
    LogSummary m_summary;
    bool m_isStarted = false;
    bool m_isSummaryWanted = false;
    platform::Pending m_summing;
    std::optional<platform::Failure> m_summaryFailure;
    std::optional<std::pair<qint64, qint64>> m_counts; ///< selected, and all
    QTimer m_summingAgain; ///< after something new has come in
    platform::Pending m_finding;
    platform::Pending m_trying; ///< without which term there would be rows
    bool m_isTried = false;
    QString m_emptiedBy;
};

}
