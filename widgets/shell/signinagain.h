// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connect/entrance.h"

#include <QPointer>
#include <QWidget>

namespace sekimori::widgets {

class CredentialsDialog;
class PasswordChangeDialog;

/// Opens the door anew on a connection that exists: after the session's end by name and password, at the local platform
/// by joining it again, at the gate by its pair, and where the password has to be changed, by another one. What is
/// edited is not touched.
class SignInAgain : public QObject {
    Q_OBJECT

public:
    SignInAgain(Entrance &entrance, QWidget *over);

    void begin();
    void askForGatePair();

signals:
    void signedIn(const platform::Session &session);
    void passwordChanged(const QString &password);
    void gatePairGiven();
    void failed(const QString &text);
    void declined();

private:
    void askForPassword();
    void askForAnother(const QString &user, const QString &present, std::optional<policy::ChangeReason> reason);
    void joinLocal();
    void takeAccess(const platform::LocalAccess &access);
    void take(const platform::Answer<platform::Session> &answer);
    void enter(const platform::Session &session);

    Entrance &m_entrance;
    QWidget *m_over;
    platform::Pending m_pending;
    QPointer<CredentialsDialog> m_dialog;
    QPointer<PasswordChangeDialog> m_change;
};

}
