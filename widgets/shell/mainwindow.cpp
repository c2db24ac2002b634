// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/mainwindow.h"

#include "logwindow/logwindows.h"
#include "shell/applying.h"
#include "shell/commandpalette.h"
#include "shell/commands.h"
#include "shell/mainmenu.h"
#include "shell/passwordchanging.h"
#include "shell/relocation.h"
#include "shell/settingsdesk.h"
#include "shell/workspace.h"

#include <QApplication>
#include <QCloseEvent>
#include <QMenuBar>
#include <QMessageBox>
#include <QSettings>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

constexpr auto windowName = "tenant"_L1;
constexpr QSize usualSize(1180, 760);
constexpr auto pagesKey = "pages/"_L1;
/// Stands for the local platform, whose profile has no id.
constexpr auto localKey = "local"_L1;
/// For the platform to hear that the session is over. Whoever leaves does not wait longer for one that is away.
constexpr std::chrono::milliseconds farewell{1500};
/// Between two looks at whether what is under way on a page is over, so that it can be made anew.
constexpr std::chrono::milliseconds untilIdleAgain{300};

}

MainWindow::MainWindow(std::shared_ptr<Entrance> entrance, const Needs &needs)
    : m_entrance(std::move(entrance))
    , m_needs(needs)
    , m_layouts(needs.settings)
    , m_clients(*m_entrance->connection)
    , m_logKey(m_clients.integrity, needs.settings, m_entrance->connection->profile().id, connectionName())
    , m_desk(new SettingsDesk(*m_entrance->connection, this))
    , m_applying(new Applying({*m_desk, *m_entrance, m_clients, m_needs.asker}, this))
    , m_passwordChanging(new PasswordChanging(*m_entrance, this))
    , m_workspace(makeWorkspace())
{
    m_desk->setSession(m_entrance->session);
    setCentralWidget(m_workspace);
    makeMenus();
    connectDesk();
    m_applying->showOn(m_workspace->bar(), m_workspace->banner());
    m_layouts.restoreWindow(*this, windowName, usualSize);
    m_workspace->showPage(lastPage());
    m_workspace->showSession();
    showTitle();
    m_desk->load();
    m_logKey.refresh();
}

MainWindow::~MainWindow()
{
    // Pages use what the members own.
    delete takeCentralWidget();
}

Workspace *MainWindow::makeWorkspace()
{
    auto *workspace = new Workspace({.entrance = *m_entrance,
        .desk = *m_desk,
        .pages = {.asker = m_needs.asker,
            .clients = m_clients,
            .logKey = m_logKey,
            .gatePairs = m_entrance->connection->gatePairs(),
            .hostName = m_entrance->connection->profile().hostName,
            .mailFolder = m_entrance->connection->profile().mailFolder,
            .settings = m_needs.settings,
            .profileId = m_entrance->connection->profile().id,
            .openLogFile = [this](const QString &path) { m_needs.logs.open({path}); }},
        .layouts = m_layouts});
    connect(workspace, &Workspace::pageShown, this,
        [this, workspace] { m_needs.settings.setValue(pageKey(), QString(workspace->shown().key)); });
    connect(workspace, &Workspace::editsShown, this, &QWidget::setWindowModified);
    connect(workspace, &Workspace::presetWanted, m_applying, &Applying::review);
    connect(workspace, &Workspace::passwordChangeWanted, this, &MainWindow::changePassword);
    return workspace;
}

void MainWindow::makeMenus()
{
    delete menuBar();
    m_menu = new MainMenu(*menuBar(), m_needs.preferences, m_needs.logs);
    menuBar()->show(); // or its shortcuts would be deaf for a moment
    m_menu->follow(m_workspace->bar());
    connect(m_menu, &MainMenu::applyWanted, m_desk, &SettingsDesk::apply);
    connect(m_menu, &MainMenu::revertWanted, m_desk, &SettingsDesk::revert);
    connect(m_menu, &MainMenu::refreshWanted, m_workspace, &Workspace::refresh);
    connect(m_menu, &MainMenu::passwordChangeWanted, this, &MainWindow::changePassword);
    connect(m_menu, &MainMenu::connectionsWanted, this, [this] { leave(Leaving::ToConnections); });
    connect(m_menu, &MainMenu::quitWanted, this, [this] { leave(Leaving::Quitting); });
    connect(m_menu, &MainMenu::pageWanted, this, qOverload<std::size_t>(&MainWindow::showPage));
    connect(m_menu, &MainMenu::paletteWanted, this, &MainWindow::openPalette);
    connect(m_menu, &MainMenu::aboutWanted, this, &MainWindow::about);
    followPasswordPolicy();
}

void MainWindow::changeEvent(QEvent *event)
{
    // Not from within the menu in which the language was chosen.
    if (event->type() == QEvent::LanguageChange)
        QMetaObject::invokeMethod(this, &MainWindow::makeAnew, Qt::QueuedConnection);
    QMainWindow::changeEvent(event);
}

void MainWindow::makeAnew()
{
    if (m_language == QLocale())
        return; // One change of language brings several events.
    if (m_workspace->isBusy()) {
        QTimer::singleShot(untilIdleAgain, this, &MainWindow::makeAnew);
        return;
    }
    m_language = QLocale();
    const QString focused = focusWidget() ? focusWidget()->objectName() : QString();
    if (focusWidget())
        focusWidget()->clearFocus(); // What is being typed into a table is taken.
    auto *workspace = makeWorkspace();
    workspace->takeOver(*m_workspace);
    delete takeCentralWidget();
    m_workspace = workspace;
    setCentralWidget(m_workspace);
    m_workspace->show(); // at once, so that nothing flickers
    makeMenus();
    m_applying->showOn(m_workspace->bar(), m_workspace->banner());
    m_workspace->showSession();
    showTitle();
    if (auto *again = focused.isEmpty() ? nullptr : m_workspace->findChild<QWidget *>(focused))
        again->setFocus();
}

void MainWindow::connectDesk()
{
    connect(m_desk, &SettingsDesk::changed, this, &MainWindow::followName);
    connect(m_desk, &SettingsDesk::changed, this, &MainWindow::followPasswordPolicy);
    connect(m_desk, &SettingsDesk::problemsFound, this, [this] { m_leaving = Leaving::No; });
    connect(m_desk, &SettingsDesk::applied, this, [this] {
        if (m_leaving != Leaving::No)
            leave(m_leaving);
    });
    for (const auto signal : {&SettingsDesk::failed, &SettingsDesk::shutsOut})
        connect(m_desk, signal, this, [this] { m_leaving = Leaving::No; });
    connect(m_desk, &SettingsDesk::conflicted, this, [this] { m_leaving = Leaving::No; });
    connect(m_desk, &SettingsDesk::losesEvents, this, [this] { m_leaving = Leaving::No; });
    connect(m_applying, &Applying::sessionChanged, this, &MainWindow::showSession);
    connect(m_passwordChanging, &PasswordChanging::sessionChanged, this, &MainWindow::showSession);
    const auto tellChanged
        = [this](const QString &password) { emit passwordChanged(m_entrance->connection->profile().id, password); };
    connect(m_applying, &Applying::passwordChanged, this, tellChanged);
    connect(m_passwordChanging, &PasswordChanging::changed, this, tellChanged);
    connect(m_passwordChanging, &PasswordChanging::changed, this,
        [this] { m_applying->tell(Tone::Good, tr("Your password was changed. Your other sessions have ended.")); });
    auto *relocation = new Relocation(*m_entrance, *m_applying, this);
    connect(relocation, &Relocation::moved, this, &MainWindow::moved);
    connect(relocation, &Relocation::arrived, this, &MainWindow::showSession);
}

/// As the person calls it; the platform of this computer has no profile.
QString MainWindow::connectionName() const
{
    const platform::ConnectionProfile &profile = m_entrance->connection->profile();
    return profile.id.isEmpty() ? tr("This computer") : profile.name;
}

/// Each tenant has its own.
QString MainWindow::pageKey() const
{
    const QString id = m_entrance->connection->profile().id;
    return pagesKey + (id.isEmpty() ? QString(localKey) : id);
}

std::size_t MainWindow::lastPage() const
{
    const QString last = m_needs.settings.value(pageKey()).toString();
    const auto table = pageTable();
    const auto found = std::ranges::find(table, last, &PageEntry::key);
    return found == table.end() ? 0 : std::size_t(found - table.begin());
}

void MainWindow::showSession(const platform::Session &session)
{
    m_desk->setSession(session);
    m_workspace->showSession();
    followPasswordPolicy();
    showTitle();
    if (m_desk->state() == SettingsDesk::State::NotLoaded && m_workspace->hasFailedToLoad())
        m_desk->load();
}

/// The tenant's name is a setting, and the session knows it as it was at the sign-in.
void MainWindow::followName()
{
    const platform::SettingsState &saved = m_desk->saved();
    const QString &name = saved.settings.tenant.displayName;
    if (!saved.revisions.contains(policy::Tenant::key) || name == m_entrance->session.tenantName)
        return;
    m_entrance->session.tenantName = name;
    m_workspace->showSession();
    showTitle();
}

void MainWindow::followPasswordPolicy()
{
    const bool isAdministrator = m_entrance->session.role == platform::Role::Administrator;
    const bool mayChange = m_desk->saved().settings.passwordPolicy.usersMayChange;
    m_menu->refusePasswordChange(isAdministrator || mayChange
            ? QString()
            : tr("In this tenant only administrators change passwords. Ask one of them."));
}

void MainWindow::changePassword()
{
    const platform::SettingsState &saved = m_desk->saved();
    const bool isKnown = saved.revisions.contains(policy::PasswordPolicy::key);
    m_passwordChanging->begin(isKnown ? std::optional(saved.settings.passwordPolicy) : std::nullopt);
}

void MainWindow::showTitle()
{
    const platform::Session &session = m_entrance->session;
    setWindowTitle(tr("%1[*] – Sekimori", "tenant; [*] marks edits")
            .arg(session.tenantName.isEmpty() ? session.subdomain : session.tenantName));
}

void MainWindow::showPage(std::size_t index)
{
    m_workspace->showPage(index);
}

void MainWindow::showPage(QLatin1StringView key)
{
    m_workspace->showPage(QString(key));
}

void MainWindow::openPalette()
{
    const auto showSetting = [this](std::size_t page, const QString &field) { m_workspace->showSetting(page, field); };
    const auto places = placesToGo([this](std::size_t page) { showPage(page); }, showSetting);
    auto *palette = new CommandPalette(places + commandsIn(*menuBar()), this);
    palette->show();
}

void MainWindow::tell(const QString &warning)
{
    m_applying->tell(Tone::Warning, warning);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    event->ignore();
    leave(Leaving::Closing);
}

void MainWindow::leave(Leaving how)
{
    if (m_desk->state() == SettingsDesk::State::Saving)
        m_leaving = how;
    else if (m_desk->hasEdits())
        askAboutEdits(how);
    else
        depart(how);
}

void MainWindow::askAboutEdits(Leaving how)
{
    m_leaving = Leaving::No;
    m_needs.asker.ask(this,
        {.weight = Question::Weight::Warning,
            .title = tr("Edits that are not applied"),
            .text = tr("What you have edited is not in force yet."),
            .explanation = tr("Apply it before you leave, or discard it. Nothing of it is kept elsewhere."),
            .choices = {tr("&Apply"), tr("&Discard"), tr("&Stay here")},
            .preferred = 0,
            .harmless = 2},
        [this, how](int choice) {
            if (choice == 0) {
                m_leaving = how;
                m_desk->apply();
            } else if (choice == 1) {
                depart(how);
            }
        });
}

void MainWindow::depart(Leaving how)
{
    m_layouts.keepWindow(*this, windowName);
    hide();
    auto *deadline = new QTimer(this);
    const auto end = [this, deadline, how] {
        if (!deadline->isActive())
            return;
        deadline->stop();
        emit left(how);
    };
    deadline->setSingleShot(true);
    connect(deadline, &QTimer::timeout, this, [this, how] { emit left(how); });
    deadline->start(farewell);
    if (m_entrance->connection->hasToken())
        platform::SessionClient(*m_entrance->connection).signOut(deadline, [end](const platform::Answer<void> &) {
            end();
        });
    else
        QTimer::singleShot(0, deadline, end);
}

void MainWindow::about()
{
    auto *box = new QMessageBox(this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(tr("About Sekimori"));
    box->setIconPixmap(programIcon().pixmap(QSize(64, 64), devicePixelRatio()));
    box->setText(tr("Sekimori %1").arg(QApplication::applicationVersion()));
    box->setInformativeText(
        tr("The keeper of a checkpoint on an old road: who comes in, by which rule, and what was "
           "written down about it.\n\nFree software under the GNU General Public License, version 3 or "
           "later."));
    box->addButton(tr("Close"), QMessageBox::RejectRole);
    box->open();
}

}
