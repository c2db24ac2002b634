// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/mainwindow.h"

#include "controls/banner.h"
#include "shell/applybar.h"
#include "shell/applying.h"
#include "shell/navigation.h"
#include "shell/pagestack.h"
#include "shell/settingsdesk.h"
#include "shell/tenantheader.h"

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QLabel>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QTimer>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

constexpr auto geometryKey = "window/geometry"_L1;
constexpr auto pageKey = "window/page"_L1;
constexpr auto themeKey = "theme"_L1;
/// For the platform to hear that the session is over. Whoever leaves does not wait longer for one that is away.
constexpr std::chrono::milliseconds farewell{1500};

QFont headingFont(QFont font)
{
    font.setPointSizeF(font.pointSizeF() * 1.5);
    font.setBold(true);
    return font;
}

}

MainWindow::MainWindow(std::shared_ptr<Entrance> entrance, const Needs &needs)
    : m_entrance(std::move(entrance))
    , m_needs(needs)
    , m_audit(*m_entrance->connection)
    , m_history(*m_entrance->connection)
    , m_desk(new SettingsDesk(*m_entrance->connection, this))
    , m_header(new TenantHeader)
    , m_navigation(new Navigation)
    , m_title(new QLabel)
    , m_roleBanner(new Banner)
    , m_banner(new Banner)
    , m_pages(new PageStack({needs.asker, m_audit, m_history}))
    , m_bar(new ApplyBar)
{
    auto *side = new SidePanel;
    auto *sideLayout = new QVBoxLayout(side);
    sideLayout->setContentsMargins(4, 4, 5, 4);
    sideLayout->addWidget(m_navigation);
    auto *body = new QHBoxLayout;
    body->setSpacing(0);
    body->addWidget(side);
    body->addWidget(makeMain(), 1);
    auto *central = new QWidget;
    auto *layout = new QVBoxLayout(central);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addLayout(body, 1);
    setCentralWidget(central);
    makeMenus();

    m_applying = new Applying(*m_desk, *m_entrance, *m_bar, *m_banner, this);
    connectDesk();
    showSession(m_entrance->session);
    restore();
    m_desk->load();
}

MainWindow::~MainWindow()
{
    // Pages use what the members own.
    delete takeCentralWidget();
}

QWidget *MainWindow::makeMain()
{
    m_title->setFont(headingFont(m_title->font()));
    m_banner->setObjectName("trouble"_L1);
    m_roleBanner->setObjectName("role"_L1);
    auto *content = new QVBoxLayout;
    content->setContentsMargins(24, 18, 24, 16);
    content->setSpacing(12);
    content->addWidget(m_title);
    content->addWidget(m_roleBanner);
    content->addWidget(m_banner);
    content->addWidget(m_pages, 1);
    auto *main = new QWidget;
    auto *layout = new QVBoxLayout(main);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(content, 1);
    layout->addWidget(m_bar);
    return main;
}

void MainWindow::makeMenus()
{
    QMenu *tenant = menuBar()->addMenu(tr("&Tenant"));
    QAction *apply = tenant->addAction(tr("&Apply"), QKeySequence::Save, m_desk, &SettingsDesk::apply);
    QAction *revert = tenant->addAction(tr("&Revert"), m_desk, &SettingsDesk::revert);
    tenant->addAction(tr("Re&fresh"), QKeySequence::Refresh, this, &MainWindow::refresh);
    tenant->addSeparator();
    tenant->addAction(tr("&Disconnect"), this, [this] { leave(Leaving::ToConnections); });
    tenant->addAction(tr("&Quit"), QKeySequence::Quit, this, [this] { leave(Leaving::Quitting); });
    connect(tenant, &QMenu::aboutToShow, this, [this, apply, revert] {
        apply->setEnabled(m_bar->applyButton()->isEnabled());
        revert->setEnabled(m_bar->revertButton()->isEnabled());
    });
    connect(tenant, &QMenu::aboutToHide, this, [apply, revert] {
        for (QAction *action : {apply, revert})
            action->setEnabled(true); // The shortcut always works; with nothing to do it does nothing.
    });

    QMenu *view = menuBar()->addMenu(tr("&View"));
    for (std::size_t index = 0; index < pageTable().size(); ++index) {
        view->addAction(pageTable()[index].titleText(), QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_1 + int(index))), this,
            [this, index] { showPage(index); });
    }
    view->addSeparator();
    makeThemeMenu(view->addMenu(tr("&Colours")));
    menuBar()->addMenu(tr("&Help"))->addAction(tr("&About Sekimori"), this, &MainWindow::about);
}

void MainWindow::makeThemeMenu(QMenu *menu)
{
    auto *group = new QActionGroup(menu);
    const auto add = [&](const QString &text, Theme theme) {
        QAction *action = menu->addAction(text, this, [this, theme] {
            m_needs.look.setTheme(theme);
            m_needs.settings.setValue(themeKey, QString(nameOf(theme)));
        });
        action->setCheckable(true);
        action->setChecked(m_needs.look.theme() == theme);
        group->addAction(action);
    };
    add(tr("As the &system"), Theme::System);
    add(tr("&Light"), Theme::Light);
    add(tr("&Dark"), Theme::Dark);
}

void MainWindow::connectDesk()
{
    connect(m_entrance->connection.get(), &platform::Connection::stateChanged, m_header, &TenantHeader::setState);
    m_header->setState(m_entrance->connection->state());
    connect(m_navigation, &Navigation::selected, this, qOverload<std::size_t>(&MainWindow::showPage));
    connect(m_pages, &PageStack::made, this, [this](Page *page) {
        m_desk->adopt(page);
        connect(page, &Page::pageWanted, this, [this](const QString &key, const QString &place) {
            showPage(QLatin1StringView(key.toLatin1()));
            if (Page *shown = m_pages->current(); shown && !place.isEmpty())
                shown->focusOn(place);
        });
    });
    connect(m_pages, &PageStack::retryWanted, m_desk, &SettingsDesk::load);
    connect(m_desk, &SettingsDesk::changed, this, &MainWindow::showEdits);
    connect(m_desk, &SettingsDesk::loadFailed, this, [this](const platform::Failure &failure) {
        m_loadFailure = toText(failure);
        showCurrent();
    });
    connect(m_desk, &SettingsDesk::problemsFound, this, [this](const QStringList &keys) {
        m_leaving = Leaving::No;
        if (!keys.contains(pageTable()[m_index].key))
            showPage(QLatin1StringView(keys.first().toLatin1()));
    });
    connect(m_desk, &SettingsDesk::applied, this, [this] {
        if (m_leaving != Leaving::No)
            leave(m_leaving);
    });
    for (const auto signal : {&SettingsDesk::failed, &SettingsDesk::shutsOut})
        connect(m_desk, signal, this, [this] { m_leaving = Leaving::No; });
    connect(m_desk, &SettingsDesk::conflicted, this, [this] { m_leaving = Leaving::No; });
    connect(m_applying, &Applying::sessionChanged, this, &MainWindow::showSession);
}

void MainWindow::restore()
{
    if (!restoreGeometry(m_needs.settings.value(geometryKey).toByteArray()))
        resize(1180, 760);
    const QString last = m_needs.settings.value(pageKey).toString();
    const auto table = pageTable();
    for (std::size_t index = 0; index < table.size(); ++index) {
        if (last == table[index].key)
            m_index = index;
    }
    showPage(m_index);
}

void MainWindow::showSession(const platform::Session &session)
{
    m_header->setSession(session, m_entrance->connection->profile().hostName);
    m_header->setState(m_entrance->connection->state());
    setWindowTitle(tr("%1[*] – Sekimori", "tenant; [*] marks edits")
            .arg(session.tenantName.isEmpty() ? session.subdomain : session.tenantName));
    m_desk->setSession(session);
    if (session.role == platform::Role::Administrator)
        m_roleBanner->clear();
    else
        m_roleBanner->tell(Tone::Hint,
            tr("You are signed in as %1: you can look at what your role may see, and change nothing.")
                .arg(roleText(session.role)));
    showEdits();
    if (m_desk->state() == SettingsDesk::State::NotLoaded && !m_loadFailure.isEmpty())
        m_desk->load();
}

void MainWindow::showPage(std::size_t index)
{
    m_index = index;
    m_navigation->select(index);
    m_title->setText(pageTable()[index].titleText());
    m_needs.settings.setValue(pageKey, QString(pageTable()[index].key));
    showCurrent();
    showEdits();
}

void MainWindow::showPage(QLatin1StringView key)
{
    const auto table = pageTable();
    for (std::size_t index = 0; index < table.size(); ++index) {
        if (table[index].key == key)
            return showPage(index);
    }
}

void MainWindow::showCurrent()
{
    using State = SettingsDesk::State;
    const bool hasSettings = m_desk->state() == State::Ready || m_desk->state() == State::Saving;
    if (hasSettings || !pageTable()[m_index].editsSettings)
        m_pages->show(m_index);
    else if (m_desk->state() == State::Loading || m_loadFailure.isEmpty())
        m_pages->showLoading();
    else
        m_pages->showFailure(m_loadFailure);
}

void MainWindow::showEdits()
{
    if (m_desk->state() != SettingsDesk::State::NotLoaded)
        m_loadFailure.clear();
    if (!m_pages->current())
        showCurrent();
    QSet<QString> edited;
    for (const Page *page : m_pages->pages()) {
        const QStringList keys = page->sectionKeys();
        if (page->isChanged())
            edited.unite(QSet<QString>(keys.begin(), keys.end()));
    }
    m_navigation->setEdited(edited);
    const bool mayEdit = m_entrance->session.role == platform::Role::Administrator;
    m_bar->setVisible(mayEdit && (pageTable()[m_index].editsSettings || !edited.isEmpty()));
    setWindowModified(!edited.isEmpty());
}

void MainWindow::refresh()
{
    m_desk->refresh();
    if (m_pages->current())
        m_pages->current()->refresh();
}

void MainWindow::tell(const QString &warning)
{
    m_applying->tell(warning);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    event->ignore();
    leave(Leaving::Quitting);
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
    m_needs.settings.setValue(geometryKey, saveGeometry());
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
