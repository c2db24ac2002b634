// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/connection.h"
#include "platform/eventstream.h"

#include <QNetworkProxy>
#include <QNetworkReply>
#include <QTimer>

namespace sekimori::platform {

/// One request at a time whose answer is a stream of events that goes on and on. It has a network connection of its
/// own, so that it takes none from ordinary requests; trust, the gate's pairs and the session are the Connection's,
/// which hears what came of it. Whether to open again after an end, somebody else decides.
///
/// What comes is read in small pieces, one a frame: however fast the platform sends, windows stay fluid, and what is
/// not read yet waits with the platform.
class EventSource : public QObject {
    Q_OBJECT

public:
    /// The connection has to outlive it.
    explicit EventSource(Connection &connection, QObject *parent = nullptr);
    ~EventSource() override;

    void open(const ApiRequest &request);
    void close();

    /// The platform's wish for the pause before the next open().
    std::optional<std::chrono::milliseconds> retry() const { return m_retry; }
    /// What was asked last was asked before the session began that the connection has now.
    bool isOfEarlierSession() const;

signals:
    void opened();
    void came(const QList<StreamEvent> &events);
    /// Never after close(). A stream that merely breaks off is Unreachable.
    void ended(const Failure &failure);

private:
    void send();
    void receive();
    void readPiece();
    void meetSslErrors(const QList<QSslError> &errors);
    void finish();
    void concludeRefusal();
    void conclude(const Failure &failure);
    bool isStream() const;

    Connection &m_connection;
    QNetworkAccessManager m_network;
    QTimer m_frame;
    ApiRequest m_request;
    int m_attempt = 0; ///< counts open() and close(): what belongs to an earlier one is not looked at
    QByteArray m_token; ///< as sent
    QList<GatePair> m_triedPairs;
    QPointer<QNetworkReply> m_reply;
    std::optional<Failure> m_tlsFailure;
    bool m_isOpened = false;
    QByteArray m_refusal; ///< the body of an answer that is no stream
    EventStream m_stream;
    std::optional<std::chrono::milliseconds> m_retry;
};

}
