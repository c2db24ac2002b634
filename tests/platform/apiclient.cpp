// SPDX-License-Identifier: GPL-3.0-or-later
#include "apiclient.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::test {

QStringList ApiAnswer::errors() const
{
    QStringList errors;
    for (const QJsonValue &error : json()["errors"_L1].toArray())
        errors.append(error["field"_L1].toString() + u": "_s + error["code"_L1].toString());
    return errors;
}

ApiAnswer ApiClient::call(
    const QByteArray &method, const QByteArray &path, const QByteArray &body, const HeaderLines &lines)
{
    const QByteArray request = requestText(method, path, body, lines);
    // A kept connection may have been closed meanwhile; a new one is tried once.
    for (const bool fresh : {false, true}) {
        if (fresh || !m_connection)
            m_connection = std::make_unique<TlsClient>(m_port, ClientOptions{.serverName = m_host, .from = m_from});
        if (!m_connection->isConnected())
            continue;
        if (auto answer = m_connection->exchange(request))
            return {answer->status, answer->head, answer->body};
    }
    m_connection.reset();
    return {};
}

ApiAnswer ApiClient::download(const QByteArray &path)
{
    ApiAnswer answer = get(path);
    if (answer.header("Transfer-Encoding") != "chunked")
        return answer;
    for (auto chunk = m_connection->receiveChunk(); chunk && !chunk->isEmpty(); chunk = m_connection->receiveChunk())
        answer.body += *chunk;
    return answer;
}

QByteArray ApiClient::requestText(
    const QByteArray &method, const QByteArray &path, const QByteArray &body, const HeaderLines &lines) const
{
    QByteArray text = method + ' ' + path + " HTTP/1.1\r\nHost: " + m_host + "\r\n";
    if (!m_token.isEmpty())
        text += "Sekimori-Token: " + m_token + "\r\n";
    if (!m_authorization.isEmpty())
        text += "Authorization: " + m_authorization + "\r\n";
    for (const auto &[name, value] : lines)
        text += name + ": " + value + "\r\n";
    const bool hasType
        = std::ranges::contains(lines, QByteArray("Content-Type"), &std::pair<QByteArray, QByteArray>::first);
    if ((method == "PUT" || method == "POST") && !hasType)
        text += "Content-Type: application/json\r\n";
    if (method == "PUT" || method == "POST")
        text += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    return text + "\r\n" + body;
}

ApiAnswer ApiClient::put(const QByteArray &path, const QJsonObject &body, const HeaderLines &lines)
{
    return call("PUT", path, QJsonDocument(body).toJson(QJsonDocument::Compact), lines);
}

ApiAnswer ApiClient::post(const QByteArray &path, const QJsonObject &body, const HeaderLines &lines)
{
    return call("POST", path, QJsonDocument(body).toJson(QJsonDocument::Compact), lines);
}

bool ApiClient::signIn(const QString &user, const QString &password)
{
    m_token.clear();
    const ApiAnswer answer = post("/api/v1/session", {{u"user"_s, user}, {u"password"_s, password}});
    m_token = answer.json()["token"_L1].toString().toLatin1();
    if (answer.status != 201)
        qInfo("Signing in was answered with %d.", answer.status);
    return answer.status == 201 && !m_token.isEmpty();
}

void ApiClient::setBasic(const QByteArray &userName, const QByteArray &password)
{
    m_authorization = userName.isEmpty() ? QByteArray() : "Basic " + (userName + ':' + password).toBase64();
}

void ApiClient::setPort(quint16 port)
{
    m_port = port;
    m_connection.reset();
}

qint64 ApiClient::revision(const QByteArray &section)
{
    const ApiAnswer answer = get("/api/v1/settings/" + section);
    return answer.status == 200 ? answer.json()["revision"_L1].toInteger(-1) : -1;
}

QJsonObject ipRestriction(const QString &mode, const QStringList &networks)
{
    QJsonArray entries;
    for (const QString &network : networks)
        entries.append(QJsonObject{{u"network"_s, network}, {u"memo"_s, QString()}});
    return {{u"mode"_s, mode}, {u"entries"_s, entries}};
}

QJsonObject basicAuth(bool enabled, const QString &userName, const QString &password)
{
    QJsonObject pair{{u"userName"_s, userName}};
    if (!password.isNull())
        pair.insert(u"password"_s, password);
    return {
        {u"enabled"_s, enabled},
        {u"pair"_s, pair},
        {u"second"_s, QJsonObject{{u"userName"_s, QString()}, {u"endsAt"_s, QJsonValue::Null}}},
    };
}

QJsonObject several(const QList<std::tuple<QString, qint64, QJsonObject>> &sections)
{
    QJsonObject object;
    for (const auto &[key, revision, value] : sections)
        object.insert(key, QJsonObject{{u"revision"_s, revision}, {u"value"_s, value}});
    return {{u"sections"_s, object}};
}

}
