// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connect/entrance.h"

#include <QPointer>
#include <QWidget>

namespace sekimori::widgets {

class CredentialsDialog;

/// Opens the door anew on a connection that exists: after the session's end by name and password, at the local platform
/// by joining it again, at the gate by its pair. What is edited is not touched.
class SignInAgain : public QObject {
    Q_OBJECT

public:
    SignInAgain(Entrance &entrance, QWidget *over);

    void begin();
    void askForGatePair();

signals:
    void signedIn(const platform::Session &session);
    void gatePairGiven();
    void failed(const QString &text);
    void declined();

private:
    void askForPassword();
    void joinLocal();
    void takeAccess(const platform::LocalAccess &access);
    void take(const platform::Answer<platform::Session> &answer);

    Entrance &m_entrance;
    QWidget *m_over;
    platform::Pending m_pending;
    QPointer<CredentialsDialog> m_dialog;
};

}
