// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/usersclient.h"
#include "policy/passwordpolicy.h"

#include <QDialog>

class QLabel;
class QPushButton;

namespace sekimori::widgets {

class Banner;
class FormField;
class PasswordEntry;
class UserForm;

/// Adds somebody, or edits somebody who is there. It stays until the platform has taken it over; what somebody else has
/// changed meanwhile is shown and taken in, and nothing of his is lost unseen.
class UserDialog : public QDialog {
    Q_OBJECT

public:
    /// Adds somebody. The client has to outlive the dialog.
    UserDialog(const platform::UsersClient &client, const policy::PasswordPolicy &policy, QWidget *parent = nullptr);
    /// Edits @p user. @p whyRoleIsFixed: empty where it is not.
    UserDialog(const platform::UsersClient &client, const platform::User &user, const QString &whyRoleIsFixed,
        QWidget *parent = nullptr);

    void reject() override;

signals:
    void saved(const platform::User &user, const QList<platform::FieldProblem> &warnings);

private:
    UserDialog(const platform::UsersClient &client, const std::optional<platform::User> &shown, QWidget *parent);
    void layOut();
    void addPassword();
    void showPasswordProblems();
    void save();
    void takeFailure(const platform::Failure &failure);
    void askWhatStands();
    void meet(const platform::User &now);
    void showState();
    QString whyNot() const;

    const platform::UsersClient &m_client;
    std::optional<platform::User> m_shown; ///< whom the form edits, as he stood when he was last read
    policy::PasswordPolicy m_policy;
    platform::Pending m_asking;
    QByteArray m_key; ///< of what was last sent; empty once something else is in the form
    bool m_isSaving = false;
    Banner *m_news;
    UserForm *m_form;
    PasswordEntry *m_password = nullptr;
    FormField *m_passwordField = nullptr;
    Banner *m_passwordNews = nullptr;
    QPushButton *m_save = nullptr;
    QPushButton *m_cancel = nullptr;
};

/// What @p password would have to be otherwise, a line for each rule; empty: it will do.
QString passwordWarning(
    const policy::PasswordPolicy &policy, const QString &password, const platform::UserValues &values);

}
