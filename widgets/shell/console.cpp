// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/console.h"

namespace sekimori::widgets {

Console::Console(const ConnectionWindow::Needs &connectionNeeds, const MainWindow::Needs &mainNeeds)
    : m_mainNeeds(mainNeeds)
    , m_connectionWindow(connectionNeeds)
{
    connect(&m_connectionWindow, &ConnectionWindow::entered, this, &Console::open);
    connect(&m_connectionWindow, &ConnectionWindow::closed, this, &Console::finished);
    connect(&m_connectionWindow, &ConnectionWindow::passwordNotKept, this, [this](const QString &reason) {
        if (m_mainWindow)
            m_mainWindow->tell(reason);
    });
}

Console::~Console() = default;

void Console::start()
{
    m_connectionWindow.show();
}

void Console::startLocal()
{
    m_connectionWindow.show();
    m_connectionWindow.enterLocal();
}

void Console::open(const std::shared_ptr<Entrance> &entrance)
{
    m_mainWindow = std::make_unique<MainWindow>(entrance, m_mainNeeds);
    connect(m_mainWindow.get(), &MainWindow::left, this, &Console::leave);
    connect(m_mainWindow.get(), &MainWindow::passwordChanged, &m_connectionWindow, &ConnectionWindow::keepPassword);
    connect(m_mainWindow.get(), &MainWindow::moved, &m_connectionWindow, &ConnectionWindow::follow);
    m_mainWindow->show();
    m_connectionWindow.hide();
    emit opened(m_mainWindow.get());
}

void Console::leave(MainWindow::Leaving how)
{
    m_mainWindow.release()->deleteLater();
    if (how == MainWindow::Leaving::ToConnections)
        m_connectionWindow.show();
    else
        emit finished();
}

}
