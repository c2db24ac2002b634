// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tlsclient.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QString>

namespace sekimori::test {

/// An answer of the API as a test looks at it.
struct ApiAnswer {
    int status = 0; ///< 0: none came
    QByteArray head;
    QByteArray body;

    QByteArray header(QByteArrayView name) const { return Answer{status, head, body}.header(name); }
    QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
    /// The codes of a problem's errors, each as `field: code`.
    QStringList errors() const;
};

using HeaderLines = QList<std::pair<QByteArray, QByteArray>>;

/// Speaks with one tenant's host over one connection that is kept, opened anew when the service has closed it.
/// Blocking; gives up after half a minute.
class ApiClient {
public:
    ApiClient(quint16 port, QByteArray host, QByteArray from = "127.0.0.1")
        : m_port(port)
        , m_host(std::move(host))
        , m_from(std::move(from))
    {
    }

    ApiAnswer call(
        const QByteArray &method, const QByteArray &path, const QByteArray &body = {}, const HeaderLines &lines = {});
    ApiAnswer get(const QByteArray &path, const HeaderLines &lines = {}) { return call("GET", path, {}, lines); }
    ApiAnswer put(const QByteArray &path, const QJsonObject &body, const HeaderLines &lines = {});
    ApiAnswer post(const QByteArray &path, const QJsonObject &body, const HeaderLines &lines = {});

    /// The same for an answer that comes in pieces, whole.
    ApiAnswer download(const QByteArray &path);

    /// Keeps the token for all that follows.
    bool signIn(const QString &user, const QString &password);
    void setToken(const QByteArray &token) { m_token = token; }
    QByteArray token() const { return m_token; }
    void setBasic(const QByteArray &userName, const QByteArray &password);
    void setPort(quint16 port);

    /// The revision that a section has now; -1 when it cannot be read.
    qint64 revision(const QByteArray &section);

private:
    QByteArray requestText(
        const QByteArray &method, const QByteArray &path, const QByteArray &body, const HeaderLines &lines) const;

    quint16 m_port;
    QByteArray m_host;
    QByteArray m_from;
    QByteArray m_token;
    QByteArray m_authorization;
    std::unique_ptr<TlsClient> m_connection;
};

/// The value of section ipRestriction with these entries, their memos empty.
QJsonObject ipRestriction(const QString &mode, const QStringList &networks = {});
QJsonObject basicAuth(bool enabled, const QString &userName = {}, const QString &password = {});
/// `{sections: {…}}` for a PUT of several at once.
QJsonObject several(const QList<std::tuple<QString, qint64, QJsonObject>> &sections);

}
