// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/bundleverdicts.h"
#include "items/filelogmodel.h"
#include "items/filelogreading.h"
#include "items/logsource.h"

#include <QElapsedTimer>

namespace sekimori::items {

class FileLogValues;
class FileLogViewing;

/// The log of files of any kind, with millions of rows, and without a platform. All work is done on other threads; what
/// has come of it is swapped in as a whole. What is there can be looked through, filtered and counted while the rest is
/// still being read.
class FileLogSource : public LogSource {
    Q_OBJECT

public:
    explicit FileLogSource(QObject *parent = nullptr);
    ~FileLogSource() override;

    /// These files as one log. Rows of before stay until there are others.
    void open(const QStringList &paths);
    QStringList paths() const { return m_reading.files().paths; }
    /// Reading was stopped by cancel(), and the rest was not read since.
    bool isStopped() const { return m_reading.isStopped(); }
    /// The answers to what was asked about the columns of files; read anew by them.
    void answer(const std::vector<audit::files::HeaderAnswer> &answers);
    /// Whether rows that are written into the files from now on are read, too. Otherwise they are noticed only.
    void setFollowing(bool isFollowing);
    bool isFollowing() const { return m_isFollowing; }

    const FileLogReading::Found &found() const { return m_reading.found(); }
    /// What has happened to the files since they were read, and is not shown.
    const std::optional<FileLogReading::News> &news() const { return m_news; }
    /// Where this event of the sealed bundle @p path is shown; -1: nowhere.
    int placeOf(const QString &path, const BundleEvent &event) const;
    /// Some times name no zone, and are read in that of the query.
    bool hasTimesWithoutZone() const { return m_hasTimesWithoutZone; }

    FileLogModel &rows() override { return m_rows; }
    void setQuery(const LogQuery &query) override;
    const LogQuery &query() const override { return m_query; }
    const LogState &state() const override { return m_state; }
    void setSummaryWanted(bool isWanted) override;
    const LogSummary &summary() const override { return m_summary; }
    void findValues(audit::Field field, const QString &start, QObject *context,
        const std::function<void(const QList<ValueCount> &)> &callback) override;
    bool canExportChosen() const override { return true; }
    QString whyNotExported() const override;
    std::unique_ptr<LogExport> exportTo(
        const QString &path, const LogFileWish &wish, const std::optional<QList<LogRowRange>> &chosen) override;
    void cancel() override;

signals:
    void filesChanged(); ///< there are other files, questions, damages or news
    /// A file that is followed was cut or replaced, and all is read anew; @p how is a sentence for people.
    void filesReadAnew(const QString &how);

private:
    FileLogReading::Files filesToRead(const QStringList &paths) const;
    void noticeFiles();
    void renewView();
    void view();
    void show(const FileLogChange &change, quint64 lineage);
    void concludeView(bool isFinal, bool isWhole);
    void renewSummary();
    void sumUp();
    void tellState();
    QString failure() const;
    Result<std::shared_ptr<const FileLogRows>> wholeAnswer() const;

    std::shared_ptr<audit::query::Workers> m_workers;
    std::shared_ptr<FileLogViewing> m_viewing; ///< of the thread of m_viewJob only, as the next of that of m_valuesJob
    std::shared_ptr<FileLogValues> m_values;
    FileLogModel m_rows;
    std::shared_ptr<const FileLogRows> m_whole; ///< all that answer the query; null: not all are known
    FileLogReading m_reading;
    std::optional<FileLogReading::News> m_news;
    quint64 m_shownLineage = 0; ///< of what is shown
    std::vector<audit::files::HeaderAnswer> m_answers;
    LogQuery m_query;
    LogQuery m_summedQuery; ///< of the newest summary
    LogState m_state;
    LogSummary m_summary;
    QString m_emptiedBy;
    bool m_isFollowing = false;
    bool m_isSummaryWanted = false;
    bool m_hasTimesWithoutZone = false;
    bool m_isQueryNew = false; ///< what is shown answers one of before
    bool m_isViewBehind = false; ///< there is more than what is shown
    bool m_isViewFinal = false; ///< what is shown is of all that was read
    bool m_isSummaryBehind = false;
    QElapsedTimer m_sinceView;
    QElapsedTimer m_sinceSummary;
    qint64 m_viewCost = 0; ///< milliseconds that the last one took
    qint64 m_summaryCost = 0;
    QTimer m_viewPause;
    QTimer m_summaryPause;
    LatestJob m_viewJob; // what works on the above goes first
    LatestJob m_summaryJob;
    LatestJob m_valuesJob;
};

}
