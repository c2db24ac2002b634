// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/usersclient.h"
#include "policy/passwordpolicy.h"

#include <QDialog>

class QPushButton;

namespace sekimori::widgets {

class Banner;
class FormField;
class PasswordEntry;

/// Gives somebody another password. It stays until the platform has taken it over.
class UserPasswordDialog : public QDialog {
    Q_OBJECT

public:
    /// The client has to outlive the dialog.
    UserPasswordDialog(const platform::UsersClient &client, const platform::User &user,
        const policy::PasswordPolicy &policy, QWidget *parent = nullptr);

    void reject() override;

signals:
    void saved(const QList<platform::FieldProblem> &warnings);

private:
    void layOut();
    void showProblems();
    void save();
    void take(const platform::Answer<QList<platform::FieldProblem>> &answer);
    void showState();
    QString whyNot() const;

    const platform::UsersClient &m_client;
    platform::User m_user;
    policy::PasswordPolicy m_policy;
    QByteArray m_key; ///< of what was last sent; empty once something else is entered
    bool m_isSaving = false;
    Banner *m_news;
    PasswordEntry *m_password;
    FormField *m_field;
    Banner *m_warning;
    QPushButton *m_save;
    QPushButton *m_cancel;
};

}
