// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "look/preferences.h"

#include <QObject>

class QAction;
class QMenuBar;

namespace sekimori::widgets {

class ApplyBar;
class LogWindows;

/// The menus of a tenant's window. What can be chosen there and nowhere else the command palette offers too, without
/// being told.
class MainMenu : public QObject {
    Q_OBJECT

public:
    MainMenu(QMenuBar &bar, Preferences &preferences, LogWindows &logs);

    /// Apply and Revert can be chosen when the buttons can be pressed, and say why not when not.
    void follow(const ApplyBar &bar);
    /// Empty: the password can be changed.
    void refusePasswordChange(const QString &whyNot);

signals:
    void applyWanted();
    void revertWanted();
    void refreshWanted();
    void passwordChangeWanted();
    void connectionsWanted();
    void quitWanted();
    void pageWanted(std::size_t index);
    void paletteWanted();
    void aboutWanted();

private:
    void makeMainMenu(QMenuBar &bar, LogWindows &logs);
    void makeViewMenu(QMenuBar &bar, Preferences &preferences);

    QAction *m_apply;
    QAction *m_revert;
    QAction *m_changePassword;
};

/// Ctrl+1 to Ctrl+9, for the first nine pages.
QKeySequence pageShortcut(std::size_t index);

}
