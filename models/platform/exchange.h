// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/answerreading.h"
#include "platform/connection.h"

#include <QNetworkProxy>
#include <QNetworkReply>

namespace sekimori::platform {

/// One request from its making to its callback. Presents one known pair after the other when the gate asks, which is
/// safe for writes too: the gate refuses before anything is looked at. Child of its connection; deletes itself when
/// over.
class Exchange : public QObject {
    Q_OBJECT

public:
    Exchange(Connection &connection, ApiRequest request, Connection::Decoding decoding);
    ~Exchange() override;

    /// The callback runs only while @p context lives; the request goes its way all the same.
    void bindTo(QObject *context);
    void start();
    void cancel();
    bool isUnderWay() const { return !m_isOver; }

private:
    struct Prepared {
        Content content;
        QNetworkProxy proxy;
    };
    void send();
    void receive();
    void meetSslErrors(const QList<QSslError> &errors);
    void finish();
    std::optional<Failure> failureOf(const QNetworkReply &reply) const;
    void conclude(const Connection::Decoded &decoded);

    Connection &m_connection;
    ApiRequest m_request;
    Connection::Decoding m_decoding;
    QPointer<QObject> m_context;
    bool m_isBound = false;
    bool m_isOver = false;

    Prepared m_prepared;
    QByteArray m_token; ///< as sent
    QList<GatePair> m_triedPairs;
    QPointer<QNetworkReply> m_reply;
    QByteArray m_received;
    bool m_isTooLarge = false;
    std::optional<Failure> m_tlsFailure;
};

}
