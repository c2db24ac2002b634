// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/page.h"
#include "platform/passwordclient.h"

class QBoxLayout;

namespace sekimori::widgets {

class PasswordImpactCard;
class PasswordPolicyForm;
class PasswordTrialCard;

/// The rules for passwords, a field to try one in, and what the rules mean for the passwords that people have.
class PasswordPolicyPage : public Page {
    Q_OBJECT

public:
    explicit PasswordPolicyPage(platform::PasswordClient &client, QWidget *parent = nullptr);

    QString title() const override;
    QStringList sectionKeys() const override;
    void setSession(const platform::Session &session) override;
    void load(const platform::SettingsState &state) override;
    void edit(const policy::Settings &draft) override;
    void applied(const policy::Settings &sent, const platform::SettingsState &now) override;
    void revert() override;
    bool isChanged() const override;
    void collect(policy::Settings &draft) const override;
    Errors problems() const override;
    QList<platform::FieldProblem> showProblems(const QList<platform::FieldProblem> &problems) override;
    void refresh() override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void layOut();
    void showEffect();

    policy::PasswordPolicy m_saved;
    QBoxLayout *m_columns;
    PasswordPolicyForm *m_form;
    PasswordImpactCard *m_impact;
    PasswordTrialCard *m_trial;
};

}
