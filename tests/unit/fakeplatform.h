// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crypto/serverauthority.h"
#include "platform/profile.h"

#include <QJsonObject>
#include <QSslServer>
#include <QSslSocket>

#include <functional>

/// What tests need to be a platform: certificates, and a TLS server that answers as a test says.
namespace fake {

inline const QString hostName = QStringLiteral("demo.example.org");

/// An authority that is valid now.
sekimori::crypto::KeyAndCertificate authority(const QString &name = QStringLiteral("Test authority"));

struct Dates {
    int fromDay = -1; ///< counted from today
    int untilDay = 30;
};
sekimori::crypto::KeyAndCertificate serverCertificate(
    const sekimori::crypto::KeyAndCertificate &authority, const QString &host = hostName, Dates dates = {});

struct SeenRequest {
    QByteArray method;
    QByteArray target;
    QMap<QByteArray, QByteArray> headers; ///< names in lower case
    QByteArray body;
    int connection = 0; ///< counted from 1

    QJsonObject json() const;
};

struct Reply {
    enum class Way {
        Whole,
        Never, ///< the connection stays open and silent
        HangUp, ///< the connection is closed with no byte of an answer
        Half, ///< closed in the middle of the body
        Stream, ///< the body is only its beginning: see Platform::stream()
    };

    int status = 200;
    QByteArray body = "{}";
    QByteArray contentType = "application/json";
    QList<QByteArray> headers = {};
    Way way = Way::Whole;
};

Reply json(int status, const QJsonObject &body);
Reply problem(int status, const QString &code, QJsonObject more = {});
Reply gateAsksBasic();
/// Server-sent events, as far as they are known; more can follow.
Reply eventStream(const QByteArray &beginning = {});

class Platform : public QObject {
    Q_OBJECT

public:
    using Answering = std::function<Reply(const SeenRequest &)>;

    explicit Platform(Answering answering);

    /// The certificates after the key's own are what the server sends along with it.
    void present(const sekimori::crypto::KeyAndCertificate &server, const QByteArrayList &furtherPems = {});
    void listen();
    void close();
    quint16 port() const { return m_server.serverPort(); }
    const QList<SeenRequest> &seen() const { return m_seen; }
    /// Sends @p bytes to everybody whose answer is a stream.
    void stream(const QByteArray &bytes);
    void endStreams();
    int streams() const { return int(m_streams.size()); }
    /// Address, port and host name of this platform; nothing is pinned.
    sekimori::platform::ConnectionProfile profile() const;

private:
    void serve(QSslSocket *socket);
    void readRequests(QSslSocket *socket, QByteArray &received, int connection);
    void send(QSslSocket *socket, const Reply &reply);

    Answering m_answering;
    QList<QSslSocket *> m_streams; ///< that are open; the server's sockets still tell of their end when it goes
    QSslServer m_server;
    QList<SeenRequest> m_seen;
    int m_connections = 0;
};

/// A platform that presents a certificate for hostName by @p authority and listens; its profile trusts that authority.
sekimori::platform::ConnectionProfile listenWith(
    Platform &platform, const sekimori::crypto::KeyAndCertificate &authority);

}
