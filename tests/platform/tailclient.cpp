// SPDX-License-Identifier: GPL-3.0-or-later
#include "tailclient.h"

namespace sekimori::test {
namespace {

/// Nothing for a mere comment.
std::optional<SentEvent> sentEvent(const QByteArray &block)
{
    SentEvent event;
    for (const QByteArray &line : block.split('\n')) {
        if (line.startsWith("id: "))
            event.id = line.sliced(4);
        else if (line.startsWith("event: "))
            event.name = line.sliced(7);
        else if (line.startsWith("data: "))
            event.data = QJsonDocument::fromJson(line.sliced(6)).object();
    }
    return event.name.isEmpty() ? std::nullopt : std::optional(event);
}

}

QList<SentEvent> sentEventsIn(const QByteArray &text)
{
    QList<SentEvent> events;
    qsizetype begin = 0;
    for (qsizetype end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n", begin)) {
        if (const auto event = sentEvent(text.sliced(begin, end - begin)))
            events.append(*event);
        begin = end + 2;
    }
    return events;
}

TailClient::TailClient(quint16 port, const QByteArray &host, const QByteArray &token, const QByteArray &from,
    const QByteArray &query, const QByteArray &lines)
    : m_connection(port, {.serverName = host, .from = from})
{
    m_connection.send(get("/api/v1/audit/tail" + query, host, "Sekimori-Token: " + token + "\r\n" + lines));
    m_head = m_connection.receive(false);
}

std::optional<SentEvent> TailClient::next()
{
    for (;;) {
        const qsizetype end = m_text.indexOf("\n\n");
        if (end >= 0) {
            const auto event = sentEvent(m_text.first(end));
            m_text.remove(0, end + 2);
            if (event)
                return event;
            continue;
        }
        const auto chunk = m_connection.receiveChunk();
        if (!chunk || chunk->isEmpty())
            return std::nullopt;
        m_text += *chunk;
    }
}

QList<SentEvent> TailClient::rest()
{
    QList<SentEvent> events;
    while (auto event = next())
        events.append(*std::move(event));
    return events;
}

}
