// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controls/tone.h"
#include "error/error.h"
#include "items/latestanswer.h"
#include "platform/usersclient.h"

class QWidget;

namespace sekimori::widgets {

class Asker;

/// Users from files and into files. A file that comes in is looked at by the platform before anything of it is taken
/// over; one that goes out is whole, or is not written.
class UsersFiles : public QObject {
    Q_OBJECT

public:
    /// Asks and opens dialogs over @p over, its parent. Client and asker have to outlive it.
    UsersFiles(platform::UsersClient &client, Asker &asker, QWidget *over);

    void askForImport();
    void askForExport();
    bool isExporting() const { return m_exporting.isUnderWay(); }
    void stop();

signals:
    void told(Tone tone, const QString &text);
    void imported();
    void exportingChanged();

private:
    struct FileRead {
        QString name;
        Result<QByteArray> bytes;
    };
    struct FileWritten {
        QString path;
        Result<void> written;
    };

    void preview(const FileRead &file);
    void tellOfImport(const platform::UsersImport &done);
    void exportTo(const QString &path);
    void tellOfExport(const FileWritten &file);

    platform::UsersClient &m_client;
    Asker &m_asker;
    QWidget *m_over;
    items::LatestAnswer<FileRead> m_reading;
    items::LatestAnswer<FileWritten> m_writing;
    platform::Pending m_exporting;
};

}
