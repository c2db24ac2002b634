// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/console.h"

#include "logwindow/logwindows.h"

namespace sekimori::widgets {

Console::Console(const ConnectionWindow::Needs &connectionNeeds, const MainWindow::Needs &mainNeeds)
    : m_connectionNeeds(connectionNeeds)
    , m_mainNeeds(mainNeeds)
{
    connect(&m_mainNeeds.logs, &LogWindows::closed, this, &Console::endWithTheLast);
    connect(&m_mainNeeds.logs, &LogWindows::connectionsWanted, this, &Console::showConnections);
}

Console::~Console() = default;

ConnectionWindow &Console::connectionWindow()
{
    if (!m_connectionWindow) {
        m_connectionWindow = std::make_unique<ConnectionWindow>(m_connectionNeeds);
        m_mainNeeds.logs.takeDropsOn(*m_connectionWindow);
        connect(m_connectionWindow.get(), &ConnectionWindow::entered, this, &Console::open);
        connect(m_connectionWindow.get(), &ConnectionWindow::closed, this, &Console::endWithTheLast);
        connect(m_connectionWindow.get(), &ConnectionWindow::passwordNotKept, this, [this](const QString &reason) {
            if (m_mainWindow)
                m_mainWindow->tell(reason);
        });
    }
    return *m_connectionWindow;
}

void Console::start()
{
    connectionWindow().show();
}

void Console::startLocal()
{
    connectionWindow().show();
    connectionWindow().enterLocal();
}

void Console::open(const std::shared_ptr<Entrance> &entrance)
{
    m_mainWindow = std::make_unique<MainWindow>(entrance, m_mainNeeds);
    m_mainNeeds.logs.takeDropsOn(*m_mainWindow);
    connect(m_mainWindow.get(), &MainWindow::left, this, &Console::leave);
    connect(
        m_mainWindow.get(), &MainWindow::passwordChanged, m_connectionWindow.get(), &ConnectionWindow::keepPassword);
    connect(m_mainWindow.get(), &MainWindow::moved, m_connectionWindow.get(), &ConnectionWindow::follow);
    m_mainWindow->show();
    m_connectionWindow->hide();
    emit opened(m_mainWindow.get());
}

void Console::leave(MainWindow::Leaving how)
{
    m_mainWindow.release()->deleteLater();
    if (how == MainWindow::Leaving::ToConnections)
        return connectionWindow().show();
    if (how == MainWindow::Leaving::Quitting)
        m_mainNeeds.logs.closeAll();
    endWithTheLast();
}

/// Or the tenant's window, where one is signed in already.
void Console::showConnections()
{
    QWidget *window = m_mainWindow.get();
    if (!window)
        window = &connectionWindow();
    window->show();
    window->raise();
    window->activateWindow();
}

void Console::endWithTheLast()
{
    const bool isConnecting = m_connectionWindow && m_connectionWindow->isVisible();
    if (!isConnecting && !m_mainWindow && !m_mainNeeds.logs.isAnyOpen())
        emit finished();
}

}
