// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeplatform.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace std::chrono;

namespace fake {

namespace {
sys_seconds day(int fromToday)
{
    return floor<seconds>(system_clock::now()) + days(fromToday);
}

/// The header fields below a request line; names in lower case.
QMap<QByteArray, QByteArray> headersIn(const QList<QByteArray> &lines)
{
    QMap<QByteArray, QByteArray> headers;
    for (const QByteArray &line : lines.sliced(1)) {
        const qsizetype colon = line.indexOf(':');
        headers.insert(line.left(colon).toLower(), line.mid(colon + 1).trimmed());
    }
    return headers;
}
}

sekimori::crypto::KeyAndCertificate authority(const QString &name)
{
    const auto made = sekimori::crypto::makeAuthority(name, day(-100), day(1000));
    Q_ASSERT(made);
    return *made;
}

sekimori::crypto::KeyAndCertificate serverCertificate(
    const sekimori::crypto::KeyAndCertificate &authority, const QString &host, Dates dates)
{
    const auto made
        = sekimori::crypto::issueServerCertificate(authority, {host}, {}, day(dates.fromDay), day(dates.untilDay));
    Q_ASSERT(made);
    return *made;
}

QJsonObject SeenRequest::json() const
{
    return QJsonDocument::fromJson(body).object();
}

Reply json(int status, const QJsonObject &body)
{
    return {.status = status, .body = QJsonDocument(body).toJson(QJsonDocument::Compact)};
}

Reply problem(int status, const QString &code, QJsonObject more)
{
    more.insert(u"status"_s, status);
    more.insert(u"title"_s, u"Title"_s);
    if (!more.contains(u"errors"_s))
        more.insert(u"errors"_s,
            QJsonArray{QJsonObject{{u"code"_s, code}, {u"field"_s, QString()}, {u"message"_s, u"Said."_s}}});
    Reply reply = json(status, more);
    reply.contentType = "application/problem+json";
    return reply;
}

Reply gateAsksBasic()
{
    Reply reply = problem(401, u"gate.basicNeeded"_s,
        {{u"gate"_s, QJsonObject{{u"verdict"_s, u"askBasic"_s}, {u"decidedBy"_s, u"basicPairRight"_s}}}});
    reply.headers = {"WWW-Authenticate: Basic realm=\"Demo\", charset=\"UTF-8\""};
    return reply;
}

Reply eventStream(const QByteArray &beginning)
{
    return {.body = beginning, .contentType = "text/event-stream", .way = Reply::Way::Stream};
}

Platform::Platform(Answering answering)
    : m_answering(std::move(answering))
{
    m_server.setHandshakeTimeout(120'000); // It shares its thread with what is tested.
    connect(&m_server, &QSslServer::pendingConnectionAvailable, this, [this] {
        while (auto *socket = qobject_cast<QSslSocket *>(m_server.nextPendingConnection()))
            serve(socket);
    });
}

void Platform::present(const sekimori::crypto::KeyAndCertificate &server, const QByteArrayList &furtherPems)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    QList<QSslCertificate> chain = QSslCertificate::fromData(server.certificatePem);
    for (const QByteArray &pem : furtherPems)
        chain += QSslCertificate::fromData(pem);
    configuration.setLocalCertificateChain(chain);
    configuration.setPrivateKey(QSslKey(server.keyPem, QSsl::Ec));
    m_server.setSslConfiguration(configuration);
}

void Platform::listen()
{
    const bool isListening = m_server.listen(QHostAddress::LocalHost, port());
    QVERIFY(isListening);
}

void Platform::close()
{
    m_server.close();
    const auto sockets = m_server.findChildren<QSslSocket *>();
    for (QSslSocket *socket : sockets)
        socket->abort();
}

void Platform::stream(const QByteArray &bytes)
{
    for (QSslSocket *socket : std::as_const(m_streams))
        socket->write(bytes);
}

void Platform::endStreams()
{
    const auto streams = m_streams;
    for (QSslSocket *socket : streams)
        socket->disconnectFromHost();
}

sekimori::platform::ConnectionProfile Platform::profile() const
{
    auto profile = sekimori::platform::ConnectionProfile::fresh();
    profile.name = u"Test"_s;
    profile.address = u"127.0.0.1"_s;
    profile.port = port();
    profile.hostName = hostName;
    return profile;
}

void Platform::serve(QSslSocket *socket)
{
    const auto received = std::make_shared<QByteArray>();
    const int connection = ++m_connections;
    connect(socket, &QSslSocket::disconnected, this, [this, socket] {
        m_streams.removeAll(socket);
        socket->deleteLater();
    });
    const auto read = [this, socket, received, connection] { readRequests(socket, *received, connection); };
    connect(socket, &QSslSocket::readyRead, this, read);
    read();
}

void Platform::readRequests(QSslSocket *socket, QByteArray &received, int connection)
{
    received += socket->readAll();
    for (;;) {
        const qsizetype end = received.indexOf("\r\n\r\n");
        if (end < 0)
            return;
        const QList<QByteArray> lines = received.left(end).replace('\r', "").split('\n');
        const QList<QByteArray> first = lines.first().split(' ');
        SeenRequest request{first.value(0), first.value(1), headersIn(lines), {}, connection};
        const qsizetype length = request.headers.value("content-length").toLongLong();
        if (received.size() < end + 4 + length)
            return;
        request.body = received.mid(end + 4, length);
        received.remove(0, end + 4 + length);
        m_seen.append(request);
        send(socket, m_answering(request));
    }
}

void Platform::send(QSslSocket *socket, const Reply &reply)
{
    if (reply.way == Reply::Way::Never)
        return;
    if (reply.way == Reply::Way::HangUp) {
        socket->abort();
        return;
    }
    QByteArray head = "HTTP/1.1 " + QByteArray::number(reply.status) + " Some\r\n";
    if (!reply.contentType.isEmpty())
        head += "Content-Type: " + reply.contentType + "\r\n";
    for (const QByteArray &header : reply.headers)
        head += header + "\r\n";
    if (reply.way == Reply::Way::Stream) {
        socket->write(head + "Connection: close\r\n\r\n" + reply.body);
        m_streams.append(socket);
        return;
    }
    head += "Content-Length: " + QByteArray::number(reply.status == 204 ? 0 : reply.body.size()) + "\r\n\r\n";
    socket->write(head);
    if (reply.status == 204)
        return;
    if (reply.way == Reply::Way::Whole) {
        socket->write(reply.body);
        return;
    }
    socket->write(reply.body.left(reply.body.size() / 2));
    socket->disconnectFromHost();
}

sekimori::platform::ConnectionProfile listenWith(
    Platform &platform, const sekimori::crypto::KeyAndCertificate &authority)
{
    platform.present(serverCertificate(authority), {authority.certificatePem});
    platform.listen();
    auto profile = platform.profile();
    profile.pinnedAuthority = authority.certificatePem;
    return profile;
}

}
