// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connect/connectionwindow.h"
#include "shell/mainwindow.h"

namespace sekimori::widgets {

/// Which window is open: the connection window, and after it one tenant's. Windows with log files stand beside them,
/// and the program ends with the last window of all.
class Console : public QObject {
    Q_OBJECT

public:
    Console(const ConnectionWindow::Needs &connectionNeeds, const MainWindow::Needs &mainNeeds);
    ~Console() override;

    void start();
    /// Goes straight to the platform of this computer.
    void startLocal();

    /// Made when it is first wanted: whoever opens a file only has nothing of it.
    ConnectionWindow &connectionWindow();
    MainWindow *mainWindow() const { return m_mainWindow.get(); }

signals:
    void opened(MainWindow *window);
    void finished();

private:
    void open(const std::shared_ptr<Entrance> &entrance);
    void leave(MainWindow::Leaving how);
    void showConnections();
    void endWithTheLast();

    ConnectionWindow::Needs m_connectionNeeds;
    MainWindow::Needs m_mainNeeds;
    std::unique_ptr<ConnectionWindow> m_connectionWindow;
    std::unique_ptr<MainWindow> m_mainWindow;
};

}
