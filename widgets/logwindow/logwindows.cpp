// SPDX-License-Identifier: GPL-3.0-or-later
#include "logwindow/logwindows.h"

#include "controls/asker.h"
#include "logwindow/filedrops.h"
#include "logwindow/logwindow.h"
#include "logwindow/recentfilesmenu.h"
#include "look/command.h"

#include <QFileInfo>

namespace sekimori::widgets {

LogWindows::LogWindows(const Needs &needs)
    : m_needs(needs)
    , m_recent(needs.settings)
{
}

LogWindows::~LogWindows()
{
    for (LogWindow *window : std::exchange(m_windows, {}))
        delete window;
}

void LogWindows::open(const QStringList &paths)
{
    if (paths.isEmpty())
        return;
    m_recent.add(paths);
    LogWindow *window = windowOf(paths);
    if (!window) {
        window = new LogWindow({.asker = m_needs.asker,
            .settings = m_needs.settings,
            .preferences = m_needs.preferences,
            .windows = *this});
        m_windows += window;
        connect(window, &LogWindow::closed, this, [this, window] { forget(window); });
        connect(window, &LogWindow::filesAdded, &m_recent, &RecentFiles::add);
        window->show();
        window->open(paths);
    }
    window->raise();
    window->activateWindow();
}

LogWindow *LogWindows::windowOf(const QStringList &paths) const
{
    const auto found = std::ranges::find(m_windows, paths, &LogWindow::paths);
    return found == m_windows.end() ? nullptr : *found;
}

void LogWindows::askAndOpen(QWidget *over)
{
    m_needs.asker.askForFilesToRead(over,
        {.title = tr("Open log files"), .suggestedName = {}, .filters = logFileFilters()},
        [this](const QStringList &paths) { open(paths); });
}

void LogWindows::addCommands(QMenu &menu, QWidget &window)
{
    QAction *open = addCommand(menu, QT_TRANSLATE_NOOP("Commands", "&Open log files…"), QKeySequence::Open);
    connect(open, &QAction::triggered, this, [this, &window] { askAndOpen(&window); });
    window.addAction(open);
    auto *recent = new RecentFilesMenu(m_recent, &menu);
    nameCommand(*recent->menuAction(), QT_TRANSLATE_NOOP("Commands", "Recent &log files"));
    connect(recent, &RecentFilesMenu::chosen, this, [this](const QString &path) { this->open({path}); });
    menu.addMenu(recent);
}

void LogWindows::takeDropsOn(QWidget &window)
{
    connect(new FileDrops(window), &FileDrops::dropped, this, &LogWindows::open);
}

void LogWindows::closeAll()
{
    const QList<LogWindow *> windows = m_windows;
    for (LogWindow *window : windows)
        window->close();
}

void LogWindows::forget(LogWindow *window)
{
    m_windows.removeOne(window);
    window->deleteLater();
    if (m_windows.isEmpty())
        emit closed();
}

QStringList logFileFilters()
{
    return {LogWindows::tr("Log files (%1)", "kinds of files")
                .arg(QStringLiteral("*.csv *.tsv *.txt *.log *.ndjson *.jsonl *.json *.xlsx *.zip *.tar *.tar.* *.tgz "
                                    "*.tbz2 *.txz *.tzst *.7z *.gz *.bz2 *.xz *.zst")),
        LogWindows::tr("All files (*)")};
}

}
