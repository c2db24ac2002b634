// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "look/look.h"

class QPushButton;

namespace sekimori::widgets {

class LogWindows;
class Preferences;
class ProfileList;

/// The side of the first window: the name of the program, the connections, and what needs none of them.
class ConnectSide : public SidePanel {
    Q_OBJECT

public:
    ConnectSide(Preferences &preferences, LogWindows &logs, QWidget *parent = nullptr);

    ProfileList &list() const { return *m_list; }
    void focusOnPreferences();

signals:
    void addWanted();

private:
    QWidget *makeHeading();
    QPushButton *makeButton(const QString &name, const QString &icon, const QString &text);
    void addLogFiles(LogWindows &logs);
    void addPreferences(Preferences &preferences);

    ProfileList *m_list;
    QPushButton *m_add;
    QPushButton *m_logFiles;
    QPushButton *m_preferences;
};

}
