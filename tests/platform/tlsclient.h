// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crypto/opensslpointers.h"

#include <QByteArray>
#include <QList>

#include <openssl/ssl.h>

#include <memory>
#include <optional>

namespace sekimori::test {

using SessionPointer = std::unique_ptr<SSL_SESSION, crypto::FreedBy<SSL_SESSION_free>>;

/// One HTTP answer as it came in.
struct Answer {
    int status = 0;
    QByteArray head; ///< status line and header lines
    QByteArray body;

    QByteArray header(QByteArrayView name) const;
};

struct ClientOptions {
    QByteArray serverName = "a.example.test"; ///< empty: none is sent
    int version = TLS1_3_VERSION;
    SSL_SESSION *session = nullptr; ///< to resume
    QByteArray certificatePem = {};
    QByteArray keyPem = {};
    QByteArray protocols = {}; ///< ALPN, each with its length in front
    QByteArray from = "127.0.0.1";
    bool shakesHands = true;
};

/// A client that does exactly what a test says, wrong things too. Blocking, and giving up after four minutes.
class TlsClient {
public:
    TlsClient(quint16 port, ClientOptions options);
    ~TlsClient();
    TlsClient(const TlsClient &) = delete;
    TlsClient &operator=(const TlsClient &) = delete;

    bool isConnected() const { return m_isConnected; }
    bool isResumed() const { return SSL_session_reused(m_ssl.get()) == 1; }
    bool wasAskedForCertificate() const { return m_wasAsked; }
    QByteArray serverCertificateName() const;
    QByteArray protocol() const;
    /// The newest ticket, once an answer was read.
    SessionPointer takeSession() { return std::move(m_session); }

    bool send(const QByteArray &bytes);
    /// Below TLS, straight to the socket.
    bool sendRaw(const QByteArray &bytes) const;
    std::optional<Answer> receive(bool hasBody = true);
    /// The next piece of a chunked body whose head was received without it; empty at the body's end.
    std::optional<QByteArray> receiveChunk();
    /// One byte of a body that ends with the connection; false at its end.
    bool receiveByte(char &byte);
    std::optional<Answer> exchange(const QByteArray &bytes);
    /// Nothing more comes: the other side has ended the connection, in order or not.
    bool isEnded();
    /// Ended by TLS's own goodbye, not by the socket alone.
    bool isEndedInOrder();
    /// Closes the sending half of the socket with no word of TLS.
    void truncate() const;
    void setReceiveBuffer(int bytes) const;

private:
    bool readMore();
    static int onSession(SSL *connection, SSL_SESSION *session);
    static int onCertificateWanted(SSL *connection, void *client);

    int m_socket = -1;
    std::unique_ptr<SSL_CTX, crypto::FreedBy<SSL_CTX_free>> m_context;
    std::unique_ptr<SSL, crypto::FreedBy<SSL_free>> m_ssl;
    SessionPointer m_session;
    QByteArray m_received;
    bool m_isConnected = false;
    bool m_wasAsked = false;
};

/// A GET of @p path with whatever header lines.
QByteArray get(const QByteArray &path, const QByteArray &host = "a.example.test", const QByteArray &lines = {});

}
