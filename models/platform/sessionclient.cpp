// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/sessionclient.h"

#include "platform/answerreading.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace sekimori::platform {

namespace {
struct SignedIn {
    Session session;
    QByteArray token;
};

constexpr std::array roleNames{
    std::pair{Role::Administrator, "administrator"_L1},
    std::pair{Role::Auditor, "auditor"_L1},
    std::pair{Role::User, "user"_L1},
    std::pair{Role::Support, "support"_L1},
};
}

QLatin1StringView nameOf(Role role)
{
    return std::ranges::find(roleNames, role, [](const auto &pair) { return pair.first; })->second;
}

std::optional<Role> roleNamed(const QString &name)
{
    const auto found = std::ranges::find(roleNames, name, [](const auto &pair) { return pair.second; });
    return found == roleNames.end() ? std::nullopt : std::optional(found->first);
}

namespace {
Answer<Session> readSession(const QJsonObject &json)
{
    const auto role = roleNamed(json["role"_L1].toString());
    const QString user = json["user"_L1].toString();
    if (!role || user.isEmpty())
        return nonsense(u"session"_s);
    const QJsonObject tenant = json["tenant"_L1].toObject();
    return Session{
        .user = user,
        .displayName = json["displayName"_L1].toString(),
        .role = *role,
        .subdomain = tenant["subdomain"_L1].toString(),
        .tenantName = tenant["displayName"_L1].toString(),
        .clientAddress = json["client"_L1]["address"_L1].toString(),
        .idleLimit = std::chrono::minutes(json["idleMinutes"_L1].toInt()),
        .passwordExpiresAt = timeIn(json, "passwordExpiresAt"_L1),
    };
}

Answer<SignedIn> readSignedIn(const QJsonObject &json)
{
    const QByteArray token = json["token"_L1].toString().toLatin1();
    if (token.isEmpty())
        return nonsense(u"session"_s);
    return readSession(json).transform([&](const Session &session) { return SignedIn{session, token}; });
}

/// The connection learns the token before the caller learns of the session.
Callback<SignedIn> keepingToken(Connection &connection, Callback<Session> callback)
{
    return [&connection, callback = std::move(callback)](const Answer<SignedIn> &answer) {
        if (answer)
            connection.setToken(answer->token);
        callback(answer.transform([](const SignedIn &signedIn) { return signedIn.session; }));
    };
}
}

Pending SessionClient::signIn(const QString &user, const QString &password, Callback<Session> callback)
{
    return signInWith({{u"user"_s, user}, {u"password"_s, password}}, std::move(callback));
}

Pending SessionClient::signInWithOneTimeToken(const QString &token, Callback<Session> callback)
{
    return signInWith({{u"oneTimeToken"_s, token}}, std::move(callback));
}

Pending SessionClient::signInWith(const QJsonObject &credentials, Callback<Session> callback)
{
    return m_connection.read<SignedIn>(
        {.method = "POST", .path = u"/session"_s, .body = [credentials] { return credentials; }}, readSignedIn,
        keepingToken(m_connection, std::move(callback)));
}

void SessionClient::signInWithNewPassword(
    const QString &user, const PasswordChange &change, QObject *context, Callback<Session> callback)
{
    const auto body = [user, change] {
        return QJsonObject{{u"user"_s, user}, {u"password"_s, change.present}, {u"newPassword"_s, change.wanted}};
    };
    m_connection.write<SignedIn>({.method = "POST", .path = u"/session"_s, .body = body}, readSignedIn, context,
        keepingToken(m_connection, std::move(callback)));
}

void SessionClient::changePassword(const PasswordChange &change, QObject *context, Callback<void> callback)
{
    const auto body
        = [change] { return QJsonObject{{u"password"_s, change.present}, {u"newPassword"_s, change.wanted}}; };
    m_connection.write<void>(
        {.method = "POST", .path = u"/session/password"_s, .body = body}, readNothing, context, std::move(callback));
}

Pending SessionClient::refresh(Callback<Session> callback)
{
    return m_connection.read<Session>({.path = u"/session"_s}, readSession, std::move(callback));
}

void SessionClient::signOut(QObject *context, Callback<void> callback)
{
    ApiRequest request{.method = "DELETE", .path = u"/session"_s};
    request.headers.append({"Sekimori-Token", m_connection.takeToken()});
    m_connection.write<void>(std::move(request), readNothing, context, std::move(callback));
}

}
