// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/usersmodel.h"

#include <QWidget>

class QCompleter;
class QLineEdit;

namespace sekimori::widgets {

/// Picks one user by a part of his name; the platform is asked while it is typed.
class UserField : public QWidget {
    Q_OBJECT

public:
    /// The client has to outlive the field.
    explicit UserField(platform::UsersClient &client, QWidget *parent = nullptr);

    /// None: nobody is chosen, or what is typed names nobody.
    const std::optional<platform::User> &user() const { return m_user; }

signals:
    void chosen();

private:
    void search(const QString &text);
    void offer();
    void choose(const std::optional<platform::User> &user);

    items::UsersModel m_found;
    QLineEdit *m_edit;
    QCompleter *m_completer;
    std::optional<platform::User> m_user;
};

}
