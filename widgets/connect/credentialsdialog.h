// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QLineEdit;
class QPushButton;

namespace sekimori::widgets {

class Banner;

/// Asks for a user name and a password on the way: the gate's pair, or the own ones after a session has ended. It stays
/// until whoever asked has tried them.
class CredentialsDialog : public QDialog {
    Q_OBJECT

public:
    struct Words {
        QString title;
        QString explanation;
        QString userLabel;
        QString accept;
        QString decline;
    };

    explicit CredentialsDialog(const Words &words, QWidget *parent);

    static CredentialsDialog *forGate(const QString &hostName, QWidget *parent);
    static CredentialsDialog *forSession(const QString &user, const QString &tenant, QWidget *parent);

    void setUser(const QString &user);
    void showError(const QString &text);
    /// While what was submitted is tried.
    void setBusy(bool busy);

signals:
    void submitted(const QString &user, const QString &password);

private:
    void submit();
    void showWhyNot();

    Banner *m_banner;
    QLineEdit *m_user;
    QLineEdit *m_password;
    QPushButton *m_accept;
    QString m_acceptText;
    bool m_isBusy = false;
};

}
