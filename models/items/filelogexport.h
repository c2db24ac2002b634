// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"
#include "items/filelogrows.h"
#include "items/latestjob.h"
#include "items/logexport.h"

namespace sekimori::items {

/// Rows of a log of files on their way into another file.
class FileLogExport : public LogExport {
    Q_OBJECT

public:
    /// Of these rows; what is read or filtered afterwards changes nothing about it. An error: it fails with that.
    FileLogExport(Result<std::shared_ptr<const FileLogRows>> rows, const QString &path, const LogFileWish &wish,
        const std::optional<QList<LogRowRange>> &chosen);

    void start() override;

private:
    Result<std::shared_ptr<const FileLogRows>> m_rows;
    QString m_path;
    LogFileWish m_wish;
    std::optional<QList<LogRowRange>> m_chosen;
    LatestJob m_job;
};

}
