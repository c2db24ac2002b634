// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>

class QSettings;

namespace sekimori::widgets {

/// The log files that were opened last, the newest first. It never looks at the files themselves: they may lie on a
/// disk that answers late.
class RecentFiles : public QObject {
    Q_OBJECT

public:
    static constexpr qsizetype most = 12;

    explicit RecentFiles(QSettings &settings, QObject *parent = nullptr);

    QStringList paths() const;
    void add(const QStringList &paths);
    void clear();

private:
    QSettings &m_settings;
};

}
