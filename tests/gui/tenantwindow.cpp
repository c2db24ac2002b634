// SPDX-License-Identifier: GPL-3.0-or-later
#include "tenantwindow.h"

#include "driver.h"

#include <QApplication>
#include <QMenu>
#include <QMenuBar>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sekimori;
using namespace sekimori::widgets;

namespace fake {
namespace {

QAction *actionIn(const QList<QAction *> &actions, const QString &text)
{
    for (QAction *action : actions) {
        if (action->text() == text)
            return action;
        if (QAction *below = action->menu() ? actionIn(action->menu()->actions(), text) : nullptr)
            return below;
    }
    return nullptr;
}

}

TenantWindow::TenantWindow()
    : look(*qApp, Theme::Light)
    , m_platform(std::make_unique<Platform>([this](const SeenRequest &request) { return tenant.answer(request); }))
{
    const auto authority = fake::authority();
    m_profile = listenWith(*m_platform, authority);
    // Of every name that the tenant may come to have.
    m_platform->present(serverCertificate(authority, u"*.example.org"_s), {authority.certificatePem});
    QApplication::setQuitOnLastWindowClosed(false);
}

void TenantWindow::open()
{
    auto entrance = std::make_shared<Entrance>();
    entrance->connection
        = std::make_unique<platform::Connection>(m_profile, platform::ConnectionLimits{.silence = 20s});
    entrance->connection->setToken("token");
    entrance->session = {.user = u"mori"_s,
        .displayName = u"Mori Akiko"_s,
        .role = role,
        .subdomain = u"demo"_s,
        .tenantName = u"Demo Company"_s,
        .clientAddress = u"127.0.0.1"_s,
        .idleLimit = 1440min};
    m_window = std::make_unique<MainWindow>(entrance, MainWindow::Needs{answers, settings, preferences, logs});
    m_window->show();
    QVERIFY(driver::waitForActive(m_window.get()));
}

bool TenantWindow::isLoaded() const
{
    return driver::waitFor([this] { return !bar().text().isEmpty(); });
}

void TenantWindow::leave()
{
    QSignalSpy left(m_window.get(), &MainWindow::left);
    m_window->close();
    QTRY_COMPARE(left.size(), 1);
    m_window.reset();
}

ApplyBar &TenantWindow::bar() const
{
    return *m_window->findChild<ApplyBar *>();
}

Page *TenantWindow::page() const
{
    return driver::find<Page>(m_window.get());
}

QAction *TenantWindow::action(const QString &text) const
{
    return actionIn(m_window->menuBar()->actions(), text);
}

}
