// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/engine/loading.h"
#include "audit/files/following.h"
#include "audit/files/opening.h"
#include "items/latestjob.h"

#include <QElapsedTimer>
#include <QTimer>

namespace sekimori::items {

/// Files on their way into a log in columns: opened, unpacked and loaded on threads of their own. What there is by now
/// is told a few times a second. Knows nothing of what is asked of the log.
class FileLogReading : public QObject {
    Q_OBJECT

public:
    struct Files {
        QStringList paths;
        audit::files::Options options;
        QTimeZone zone{QTimeZone::UTC}; ///< in which times are read that name none
    };
    /// What there is by now.
    struct Found {
        audit::engine::LogSnapshot log;
        audit::files::Damages damages;
        std::vector<audit::files::HeaderQuestion> questions;
        QStringList bundles; ///< paths of those that are sealed
        quint64 reading = 0; ///< another number with each one that began
        quint64 lineage = 0; ///< the same number: the files have only grown, part by part
        std::optional<double> done; ///< 0 to 1, where it is known
        bool isComplete = false; ///< all that stands in the files
    };

    /// What has happened to a file since it was read, and nothing was done about it.
    struct News {
        Error how;
        bool isGone = false; ///< its name is; there is nothing to be read for now

        bool operator==(const News &) const = default;
    };

    explicit FileLogReading(QObject *parent = nullptr);
    ~FileLogReading() override;

    /// From the beginning. What was found before stays until there is something new.
    void begin(const Files &files);
    /// What was found stays.
    void cancel();

    /// Not while it only takes in what was appended to files that are followed.
    bool isUnderWay() const { return m_job.isUnderWay() && !m_isReadingOn; }
    /// Somebody has stopped it before all was read.
    bool isStopped() const { return m_turn > 0 && !m_job.isUnderWay() && !m_found.isComplete; }
    const Files &files() const { return m_files; }
    const Found &found() const { return m_found; }

signals:
    void advanced(); ///< there is something new, or all of it
    /// A file that is followed was cut or replaced, and all is read anew.
    void startedAnew(const QString &path, const sekimori::Error &how);
    void outdated(const sekimori::items::FileLogReading::News &news);

private:
    /// What keeps the bytes and goes on where a file has grown.
    struct Work;

    using Teller = std::function<void()>; ///< of what there is so far

    static void load(Work &work, const std::stop_token &stop, const Teller &teller);
    static void addParts(Work &work, const std::stop_token &stop);
    static void read(Work &work, const std::stop_token &stop, const Teller &teller);
    static std::shared_ptr<Work> begun(const Files &files, quint64 turn, quint64 lineage);
    Teller tellerOf(const std::shared_ptr<Work> &work, const LatestJob::Run &run);
    static Found foundBy(const Work &work, bool isComplete);
    void take(const Found &found);
    void follow();
    void readOn();
    void readAgain();
    void takeNews(const QString &path, audit::files::FollowedFile::Change change, const Error &how);
    void showUnpacking();

    Files m_files;
    Found m_found;
    quint64 m_turn = 0; ///< so many readings have begun
    std::shared_ptr<Work> m_work;
    std::unique_ptr<audit::files::Following> m_following;
    bool m_isReadingOn = false;
    bool m_hasGrown = false; ///< meanwhile
    QElapsedTimer m_sinceBegin;
    QTimer m_again; ///< until files that have grown are read again from the start
    QTimer m_unpacking; ///< for progress while there is nothing to be told yet
    LatestJob m_job;
};

}
