// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connect/entering.h"

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace sekimori::widgets {

class Banner;
class FormField;
class ProgressRow;

/// One profile: where it leads, the password, and the button that connects.
class ProfilePanel : public QWidget {
    Q_OBJECT

public:
    explicit ProfilePanel(QWidget *parent = nullptr);

    void setProfile(const platform::ConnectionProfile &profile);
    const platform::ConnectionProfile &profile() const { return m_profile; }
    /// From the keyring.
    /// What was entered in @p before, for the same connection.
    void takeOver(const ProfilePanel &before);
    void setPassword(const QString &password);
    QString password() const;
    bool remembers() const;
    /// Why nothing can be remembered; unticks the box.
    void refuseRemembering(const QString &text);

    void showStep(Entering::Step step);
    void showError(const QString &text, bool credentialsAreWrong = false);
    void focusPassword();

signals:
    void wanted();
    void cancelled();
    void editWanted();
    void removeWanted();
    void rememberingToggled(bool remember);

private:
    QLayout *makeFacts();
    QLayout *makeButtons();
    void showWhyNot();

    platform::ConnectionProfile m_profile;
    bool m_isBusy = false;
    QLabel *m_heading;
    QLabel *m_host;
    QLabel *m_address;
    QLabel *m_user;
    QLabel *m_trust;
    QLineEdit *m_password;
    QCheckBox *m_remember;
    FormField *m_passwordField;
    Banner *m_banner;
    ProgressRow *m_progress;
    QPushButton *m_edit;
    QPushButton *m_remove;
    QPushButton *m_connect;
};

}
