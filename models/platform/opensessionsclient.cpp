// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/opensessionsclient.h"

#include "platform/answerreading.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::platform {

namespace {
std::optional<OpenSession::Kind> kindNamed(const QString &name)
{
    if (name == "api"_L1)
        return OpenSession::Kind::Console;
    if (name == "browser"_L1)
        return OpenSession::Kind::Browser;
    return std::nullopt;
}

/// Numbers and names alike are only handed back.
QString handleOf(const QJsonValue &value)
{
    return value.isDouble() ? QString::number(value.toInteger()) : value.toString();
}

std::optional<OpenSession> readSession(const QJsonObject &json)
{
    const auto user = personFromJson(json["user"_L1].toObject());
    const auto kind = kindNamed(json["kind"_L1].toString());
    const auto openedAt = audit::timeFromText(json["openedAt"_L1].toString());
    const auto lastUsedAt = audit::timeFromText(json["lastUsedAt"_L1].toString());
    const QString id = handleOf(json["id"_L1]);
    if (id.isEmpty() || !user || !kind || !openedAt || !lastUsedAt)
        return std::nullopt;
    return OpenSession{.id = id,
        .user = *user,
        .kind = *kind,
        .address = json["address"_L1].toString(),
        .openedAt = *openedAt,
        .lastUsedAt = *lastUsedAt,
        .staysSignedIn = json["staysSignedIn"_L1].toBool(),
        .isThis = json["isThis"_L1].toBool()};
}

Answer<OpenSessionsPage> readPage(const QJsonObject &json)
{
    if (!json["sessions"_L1].isArray())
        return nonsense(u"sessions"_s);
    const QJsonArray sessions = json["sessions"_L1].toArray();
    OpenSessionsPage page;
    page.sessions.reserve(sessions.size());
    for (const QJsonValue &each : sessions) {
        const auto session = readSession(each.toObject());
        if (!session)
            return nonsense(u"sessions[%1]"_s.arg(page.sessions.size()));
        page.sessions.append(*session);
    }
    page.next = handleOf(json["next"_L1]);
    return page;
}
}

Pending OpenSessionsClient::page(int limit, const QString &after, Callback<OpenSessionsPage> callback)
{
    QUrlQuery query;
    query.addQueryItem(u"limit"_s, QString::number(std::clamp(limit, 1, mostSessions)));
    if (!after.isEmpty())
        query.addQueryItem(u"after"_s, QString::fromLatin1(QUrl::toPercentEncoding(after)));
    return m_connection.read<OpenSessionsPage>({.path = u"/sessions"_s, .query = query}, readPage, std::move(callback));
}

void OpenSessionsClient::endAllOf(qint64 user, QObject *context, Callback<void> callback)
{
    m_connection.write<void>(
        {.method = "DELETE", .path = u"/users/%1/sessions"_s.arg(user)}, readNothing, context, std::move(callback));
}

void OpenSessionsClient::endMyOthers(QObject *context, Callback<void> callback)
{
    m_connection.write<void>({.method = "DELETE", .path = u"/sessions"_s}, readNothing, context, std::move(callback));
}

}
