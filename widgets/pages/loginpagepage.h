// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/page.h"
#include "platform/imageclient.h"

class QLineEdit;

namespace sekimori::widgets {

class Asker;
class FormField;
class PageImageField;
class SignInPreview;

/// The tenant's face on the page for signing in: its title and image, and what it says to those who fail.
class LoginPagePage : public Page {
    Q_OBJECT

public:
    LoginPagePage(platform::ImageClient &images, Asker &asker, QWidget *parent = nullptr);

    QString title() const override;
    bool isBusy() const override;
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
    void focusOn(const QString &field) override;
    void takeOver(Page &before) override;
    void showWhole(const policy::Settings &whole) override;

private:
    struct Message {
        policy::Language language;
        QLineEdit *editor;
        FormField *field;
    };

    void layOut();
    void addMessage(policy::Language language, const QString &label);
    QWidget *makeForm();
    policy::LoginPage value() const;
    void setValue(const policy::LoginPage &value);
    void tellChanged();
    void judge();
    bool showProblem(const platform::FieldProblem &problem);
    void showPreview();

    policy::LoginPage m_saved;
    QString m_tenantName; ///< as it would be, with what is edited on other pages
    QLineEdit *m_title;
    FormField *m_titleField;
    PageImageField *m_image;
    QList<Message> m_messages;
    SignInPreview *m_preview = nullptr;
};

namespace messages {
extern const Message ImageUnderWay;
}

}
