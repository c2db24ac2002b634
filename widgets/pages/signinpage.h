// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controls/asker.h"
#include "pages/page.h"
#include "platform/opensessionsclient.h"

class QComboBox;

namespace sekimori::widgets {

class Banner;
class EditorOrText;
class FormField;
class MinutesField;
class OpenSessionsPanel;
class SwitchField;

/// How long people stay signed in, what the sign-in page offers them, and who is signed in now.
class SignInPage : public Page {
    Q_OBJECT

public:
    SignInPage(Asker &asker, platform::OpenSessionsClient &client, QWidget *parent = nullptr);

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
    void takeOver(Page &before) override;
    void showWhole(const policy::Settings &whole) override;
    void refresh() override;

protected:
    void showEvent(QShowEvent *event) override;

private:
    void fillChoices();
    void layOut();
    policy::SignIn value() const;
    void setValue(const policy::SignIn &value);
    void tellChanged();
    void showEffect();
    void showEnding();
    QString endingText() const;

    policy::SignIn m_saved;
    policy::Settings m_whole; ///< for the sections of other pages
    SwitchField *m_completion;
    Banner *m_names;
    QComboBox *m_automatic;
    MinutesField *m_idleEnd;
    EditorOrText *m_automaticEditor;
    EditorOrText *m_idleEndEditor;
    FormField *m_automaticField;
    FormField *m_idleEndField;
    Banner *m_ending;
    OpenSessionsPanel *m_sessions;
};

}
