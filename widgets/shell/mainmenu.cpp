// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/mainmenu.h"

#include "logwindow/logwindows.h"
#include "look/command.h"
#include "shell/applybar.h"
#include "shell/commands.h"
#include "shell/pagetable.h"

#include <QMenuBar>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

MainMenu::MainMenu(QMenuBar &bar, Preferences &preferences, LogWindows &logs)
    : QObject(&bar)
{
    makeMainMenu(bar, logs);
    makeViewMenu(bar, preferences);
    QMenu *help = makeMenu(QT_TRANSLATE_NOOP("Commands", "&Help"), &bar);
    connect(addCommand(*help, QT_TRANSLATE_NOOP("Commands", "&About Sekimori")), &QAction::triggered, this,
        &MainMenu::aboutWanted);
    bar.addMenu(help);
}

void MainMenu::makeMainMenu(QMenuBar &bar, LogWindows &logs)
{
    QMenu *menu = makeMenu(QT_TRANSLATE_NOOP("Commands", "Se&kimori"), &bar);
    m_apply = addCommand(*menu, QT_TRANSLATE_NOOP("Commands", "&Apply"), QKeySequence::Save);
    m_revert = addCommand(*menu, QT_TRANSLATE_NOOP("Commands", "&Revert"));
    QAction *refresh = addCommand(*menu, QT_TRANSLATE_NOOP("Commands", "Re&fresh"), QKeySequence::Refresh);
    menu->addSeparator();
    logs.addCommands(*menu, *bar.window());
    menu->addSeparator();
    m_changePassword = addCommand(*menu, QT_TRANSLATE_NOOP("Commands", "Change &password…"));
    QAction *leave = addCommand(*menu, QT_TRANSLATE_NOOP("Commands", "&Sign out and show the connections"));
    QAction *quit = addCommand(*menu, QT_TRANSLATE_NOOP("Commands", "&Quit"), QKeySequence::Quit);
    connect(m_apply, &QAction::triggered, this, &MainMenu::applyWanted);
    connect(m_revert, &QAction::triggered, this, &MainMenu::revertWanted);
    connect(refresh, &QAction::triggered, this, &MainMenu::refreshWanted);
    connect(m_changePassword, &QAction::triggered, this, &MainMenu::passwordChangeWanted);
    connect(leave, &QAction::triggered, this, &MainMenu::connectionsWanted);
    connect(quit, &QAction::triggered, this, &MainMenu::quitWanted);
    bar.addMenu(menu);
}

void MainMenu::makeViewMenu(QMenuBar &bar, Preferences &preferences)
{
    QMenu *menu = makeMenu(QT_TRANSLATE_NOOP("Commands", "&View"), &bar);
    QAction *palette = addCommand(
        *menu, QT_TRANSLATE_NOOP("Commands", "&Find a page, setting or command…"), QKeySequence(u"Ctrl+K"_s));
    markAsPlace(*palette);
    connect(palette, &QAction::triggered, this, &MainMenu::paletteWanted);
    menu->addSeparator();
    for (std::size_t index = 0; index < pageTable().size(); ++index) {
        QAction *page = menu->addAction(pageTable()[index].titleText());
        page->setShortcut(pageShortcut(index));
        markAsPlace(*page);
        connect(page, &QAction::triggered, this, [this, index] { emit pageWanted(index); });
    }
    menu->addSeparator();
    menu->addMenu(preferences.makeThemeMenu(menu));
    menu->addMenu(preferences.makeLanguageMenu(menu));
    bar.addMenu(menu);
}

void MainMenu::follow(const ApplyBar &bar)
{
    const auto follow = [](QAction *action, const QPushButton *button) {
        action->setEnabled(button->isEnabled());
        action->setToolTip(button->toolTip());
    };
    const auto followBoth = [this, &bar, follow] {
        follow(m_apply, bar.applyButton());
        follow(m_revert, bar.revertButton());
    };
    connect(&bar, &ApplyBar::told, this, followBoth);
    followBoth();
}

void MainMenu::refusePasswordChange(const QString &whyNot)
{
    m_changePassword->setEnabled(whyNot.isEmpty());
    m_changePassword->setToolTip(whyNot);
}

QKeySequence pageShortcut(std::size_t index)
{
    return index < 9 ? QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_1 + int(index))) : QKeySequence();
}

}
