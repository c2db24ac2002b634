// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/sessionclient.h"
#include "policy/passwordrules.h"

#include <QDialog>

class QLineEdit;
class QPushButton;

namespace sekimori::widgets {

class Banner;
class FormField;
class PasswordRuleList;

/// Asks for another password: on the way in, where the present one is no good any more, or because its owner wants
/// one. It stays until whoever asked has tried it.
class PasswordChangeDialog : public QDialog {
    Q_OBJECT

public:
    /// On the way in as @p user, whose present password was right.
    static PasswordChangeDialog *forSignIn(
        const QString &user, std::optional<policy::ChangeReason> reason, QWidget *parent);
    /// For whoever is signed in: asks for the present one too.
    static PasswordChangeDialog *forSession(const platform::Session &session, QWidget *parent);

    /// Shows the rules while a password is typed. Where they are not known, the platform says which one it broke.
    void setPolicy(const policy::PasswordPolicy &policy);
    void showFailure(const platform::Failure &failure);
    /// While what was submitted is tried.
    void setBusy(bool busy);
    void reject() override;

signals:
    /// The present password is empty where it was not asked for.
    void submitted(const platform::PasswordChange &change);

private:
    struct Words {
        QString title;
        QString explanation;
        QString accept;
        QString decline;
    };

    PasswordChangeDialog(const Words &words, const policy::PasswordFacts &facts, bool asksForPresent, QWidget *parent);

    FormField *makeField(const QString &label, QLineEdit *edit, const QString &name);
    void layOut(const Words &words);
    void submit();
    void judge();
    QString whyNot() const;

    policy::PasswordFacts m_facts; ///< whose password it is
    std::optional<policy::PasswordPolicy> m_policy;
    bool m_asksForPresent;
    bool m_isBusy = false;
    Banner *m_banner;
    QLineEdit *m_present;
    QLineEdit *m_wanted;
    QLineEdit *m_repeated;
    FormField *m_presentField;
    FormField *m_wantedField;
    FormField *m_repeatedField;
    PasswordRuleList *m_rules;
    QPushButton *m_accept;
    QString m_acceptText;
};

}
