// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/user.h"

#include <QWidget>

class QAction;
class QMenu;
class QPushButton;

namespace sekimori::widgets {

/// What can be done about users, as buttons and as a menu. It knows what is possible and says why something is not.
class UsersTools : public QWidget {
    Q_OBJECT

public:
    enum class Act {
        Add,
        Edit,
        SetPassword,
        Delete,
        RequireChange,
        Permit,
        Forbid,
        SignOut,
        Import,
        Export,
    };

    /// What it depends on.
    struct Situation {
        QList<platform::User> chosen;
        QString self; ///< login name of whoever looks
        std::optional<qint64> administrators; ///< how many there are; none: not known
        bool isEditable = false; ///< whoever looks may change something
        bool isExportable = false; ///< and may carry away what he sees
        QString busyWith; ///< what is under way, as a reason to wait; empty: nothing
    };

    explicit UsersTools(QWidget *parent = nullptr);

    void show(const Situation &situation);
    /// The actions that are about chosen users, for a menu over them.
    QList<QAction *> actionsOnChosen() const;
    QAction *action(Act act) const;
    /// Why the role of the only chosen one cannot be changed; empty: it can.
    QString whyRoleIsFixed() const;

signals:
    void wanted(Act act);

private:
    struct Tool {
        Act act;
        QAction *action;
        QPushButton *button = nullptr; ///< null: in the menu only
    };

    void addTool(Act act, const QString &icon, const QString &text, const QString &help, bool hasButton = true);
    void showTool(const Tool &tool);
    QString whyNot(Act act) const;
    QString whyNotDelete() const;
    bool isLastAdministrator() const;

    QList<Tool> m_tools;
    QHash<Act, QString> m_helps;
    QMenu *m_menu;
    QPushButton *m_more = nullptr;
    Situation m_situation;
};

}
