// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/connection.h"

namespace sekimori::platform {

enum class Role { Administrator, Auditor, User };

/// Who is signed in, where, and from which address the platform sees him.
struct Session {
    QString user; ///< login name
    QString displayName;
    Role role = Role::User;
    QString subdomain;
    QString tenantName;
    QString clientAddress;
    std::chrono::minutes idleLimit{0};

    bool operator==(const Session &) const = default;
};

/// Signs in and out. The token goes into the connection and nowhere else.
class SessionClient {
public:
    explicit SessionClient(Connection &connection)
        : m_connection(connection)
    {
    }

    Pending signIn(const QString &user, const QString &password, Callback<Session> callback);
    Pending signInWithOneTimeToken(const QString &token, Callback<Session> callback);
    /// Who and from where as of now; the address may have changed since the sign-in.
    Pending refresh(Callback<Session> callback);
    /// The token is forgotten here at once, whatever the platform answers.
    void signOut(QObject *context, Callback<void> callback);

private:
    Pending signInWith(const QJsonObject &credentials, Callback<Session> callback);

    Connection &m_connection;
};

}
