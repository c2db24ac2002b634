// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "apiclient.h"

namespace sekimori::test {

/// One server-sent event.
struct SentEvent {
    QByteArray id;
    QByteArray name;
    QJsonObject data;

    qint64 number() const { return id.toLongLong(); }
};

/// What @p text, a piece of a stream, tells as events; the last one may be cut off and is left out.
QList<SentEvent> sentEventsIn(const QByteArray &text);

/// Holds a live tail open and reads it, event by event. Blocking; gives up after ten seconds.
class TailClient {
public:
    TailClient(quint16 port, const QByteArray &host, const QByteArray &token, const QByteArray &from = "127.0.0.1",
        const QByteArray &query = {}, const QByteArray &lines = {});

    /// 200 when the tail is open.
    int status() const { return m_head ? m_head->status : 0; }
    const std::optional<Answer> &head() const { return m_head; }

    /// Nothing at the end of the stream.
    std::optional<SentEvent> next();
    /// All that come until the stream ends, the farewell among them.
    QList<SentEvent> rest();
    bool isEndedInOrder() { return m_connection.isEndedInOrder(); }

private:
    TlsClient m_connection;
    std::optional<Answer> m_head;
    QByteArray m_text;
};

}
