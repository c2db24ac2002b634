// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/archivesclient.h"

namespace sekimori::widgets {

/// Months of the log on their way into files, one after the other. What was saved before another one failed stays.
class ArchiveSaving : public QObject {
    Q_OBJECT

public:
    struct File {
        QString id; ///< of the month
        QString path;
    };

    explicit ArchiveSaving(const platform::ArchivesClient &client)
        : m_client(client)
    {
    }

    /// In place of what is under way.
    void start(const QList<File> &files);
    void cancel();
    bool isUnderWay() const { return m_download != nullptr; }
    /// Of the file that is on its way, so far.
    qint64 bytes() const { return m_bytes; }
    const QStringList &written() const { return m_written; }
    int total() const { return int(m_files.size()); }
    /// Why the last one failed; empty: it did not.
    const QString &failure() const { return m_failure; }

signals:
    void changed();
    void saved(const QStringList &paths); ///< all of them

private:
    void goOn();
    void end(const QString &failure);

    const platform::ArchivesClient &m_client;
    QList<File> m_files;
    QStringList m_written;
    std::unique_ptr<platform::AuditExport> m_download;
    qint64 m_bytes = 0;
    QString m_failure;
};

}
