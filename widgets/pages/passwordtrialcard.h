// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controls/card.h"
#include "policy/passwordrules.h"

class QAction;
class QComboBox;
class QLineEdit;

namespace sekimori::widgets {

class Banner;
class PasswordRuleList;

/// A field to try a password in: would the rules let it through? What is typed is judged here, goes nowhere, and is
/// forgotten when the page is left.
class PasswordTrialCard : public Card {
    Q_OBJECT

public:
    explicit PasswordTrialCard(QWidget *parent = nullptr);

    /// By whose name it is judged.
    void setLoginName(const QString &loginName);
    void setPolicy(const policy::PasswordPolicy &policy);

protected:
    void hideEvent(QHideEvent *event) override;

private:
    void makeReveal();
    void judge();

    policy::PasswordPolicy m_policy;
    QString m_loginName;
    QComboBox *m_role;
    QLineEdit *m_password;
    QAction *m_reveal;
    PasswordRuleList *m_rules;
    Banner *m_verdict;
};

}
