// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/connection.h"

namespace sekimori::platform {

enum class Role { Administrator, Auditor, User, Support };

/// As the API names it.
QLatin1StringView nameOf(Role role);
std::optional<Role> roleNamed(const QString &name);

/// Who is signed in, where, and from which address the platform sees him.
struct Session {
    QString user; ///< login name
    QString displayName;
    Role role = Role::User;
    QString subdomain;
    QString tenantName;
    QString clientAddress;
    std::chrono::minutes idleLimit{0};
    QDateTime passwordExpiresAt = {}; ///< UTC; invalid: never

    bool operator==(const Session &) const = default;
};

/// Somebody's password, and the one that is to take its place.
struct PasswordChange {
    QString present;
    QString wanted;
};

/// Signs in and out, and changes the own password. The token goes into the connection and nowhere else.
class SessionClient {
public:
    explicit SessionClient(Connection &connection)
        : m_connection(connection)
    {
    }

    Pending signIn(const QString &user, const QString &password, Callback<Session> callback);
    /// For whoever has to choose another password before he gets in. Once begun it is carried through.
    void signInWithNewPassword(
        const QString &user, const PasswordChange &change, QObject *context, Callback<Session> callback);
    Pending signInWithOneTimeToken(const QString &token, Callback<Session> callback);
    /// Who and from where as of now; the address may have changed since the sign-in.
    Pending refresh(Callback<Session> callback);
    /// Ends all other sessions of the same person.
    void changePassword(const PasswordChange &change, QObject *context, Callback<void> callback);
    /// The token is forgotten here at once, whatever the platform answers.
    void signOut(QObject *context, Callback<void> callback);

private:
    Pending signInWith(const QJsonObject &credentials, Callback<Session> callback);

    Connection &m_connection;
};

}
