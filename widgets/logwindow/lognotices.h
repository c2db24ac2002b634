// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace sekimori::items {
class FileLogSource;
}

namespace sekimori::widgets {

class Banner;

/// What a reader of log files has to know about them, above the log: damage, guessed columns, times without a zone,
/// files that were read anew or should be, and that not all was read.
class LogNotices : public QWidget {
    Q_OBJECT

public:
    /// The source has to outlive it.
    explicit LogNotices(items::FileLogSource &source, QWidget *parent = nullptr);

    /// What has happened to a file, so that all was read anew.
    void tellReadAnew(const QString &how);

signals:
    void damagesWanted();
    void columnsWanted();
    void zoneWanted();
    void restWanted();

private:
    Banner *addBanner(const QString &name);
    void show();

    items::FileLogSource &m_source;
    Banner *m_stopped;
    Banner *m_news;
    Banner *m_damages;
    Banner *m_columns;
    Banner *m_zone;
    Banner *m_readAnew;
};

}
