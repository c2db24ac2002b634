// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "logwindow/recentfiles.h"

#include <QObject>
#include <QStringList>

class QMenu;
class QSettings;
class QWidget;

namespace sekimori::widgets {

class Asker;
class LogWindow;
class Preferences;

/// The windows in which log files are open, and the ways in which files get there. They need no platform, and live
/// apart from the window of a tenant.
class LogWindows : public QObject {
    Q_OBJECT

public:
    struct Needs {
        Asker &asker;
        QSettings &settings;
        Preferences &preferences;
    };

    explicit LogWindows(const Needs &needs);
    ~LogWindows() override;

    /// All of them as one log, in one window; the one that shows them already, where there is one.
    void open(const QStringList &paths);
    /// Lets the person choose files, over the window from which that was wanted.
    void askAndOpen(QWidget *over);

    /// Adds the commands that open log files to @p menu of @p window, and lets their keys work there.
    void addCommands(QMenu &menu, QWidget &window);
    /// Files that are dropped on @p window are opened.
    void takeDropsOn(QWidget &window);

    const QList<LogWindow *> &windows() const { return m_windows; }
    bool isAnyOpen() const { return !m_windows.isEmpty(); }
    void closeAll();

signals:
    /// The last of the windows was closed.
    void closed();
    /// From a window with files: the person wants to go to a platform.
    void connectionsWanted();

private:
    LogWindow *windowOf(const QStringList &paths) const;
    void forget(LogWindow *window);

    Needs m_needs;
    RecentFiles m_recent;
    QList<LogWindow *> m_windows;
};

/// What the dialogs for log files offer: all kinds that can be read, and any file at all.
QStringList logFileFilters();

}
