// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/page.h"

class QComboBox;
class QPushButton;

namespace sekimori::widgets {

class Banner;
class EditorOrText;
class FormField;

/// When wrong passwords lock an account, for how long, and what that means.
class AccountLockoutPage : public Page {
    Q_OBJECT

public:
    explicit AccountLockoutPage(QWidget *parent = nullptr);

    QString title() const override;
    QStringList sectionKeys() const override;
    void setSession(const platform::Session &session) override;
    void load(const platform::SettingsState &state) override;
    void edit(const policy::Settings &draft) override;
    void applied(const policy::Settings &sent, const platform::SettingsState &now) override;
    void revert() override;
    bool isChanged() const override;
    void collect(policy::Settings &draft) const override;
    QList<platform::FieldProblem> showProblems(const QList<platform::FieldProblem> &problems) override;

private:
    void fillChoices();
    void layOut();
    policy::AccountLockout value() const;
    void setValue(const policy::AccountLockout &value);
    void tellChanged();
    void showEffect();

    policy::AccountLockout m_saved;
    QComboBox *m_attempts;
    QComboBox *m_duration;
    EditorOrText *m_attemptsEditor;
    EditorOrText *m_durationEditor;
    FormField *m_attemptsField;
    FormField *m_durationField;
    Banner *m_effect;
    QPushButton *m_desk;
};

}
