// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/exchange.h"

#include "platform/tlstrust.h"
#include "platform/transport.h"

#include <QFuture>
#include <QJsonDocument>
#include <QtConcurrent>

namespace sekimori::platform {
namespace {

/// Without a media type: the request carries nothing.
Content contentOf(const ApiRequest &request)
{
    if (request.body)
        return {"application/json", QJsonDocument(request.body()).toJson(QJsonDocument::Compact)};
    return request.content.value_or(Content());
}

}

Exchange::Exchange(Connection &connection, ApiRequest request, Connection::Decoding decoding)
    : QObject(&connection)
    , m_connection(connection)
    , m_request(std::move(request))
    , m_decoding(std::move(decoding))
{
}

Exchange::~Exchange()
{
    delete m_reply;
}

void Exchange::bindTo(QObject *context)
{
    m_context = context;
    m_isBound = true;
}

void Exchange::start()
{
    QtConcurrent::run(&m_connection.m_workers,
        [request = m_request, host = m_connection.profile().whereTo(), port = m_connection.profile().port] {
            return Prepared{.content = contentOf(request), .proxy = proxyTo(host, port)};
        })
        .then(this, [this](const Prepared &prepared) {
            m_prepared = prepared;
            send();
        });
}

void Exchange::cancel()
{
    m_isOver = true;
    m_decoding = nullptr;
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
    }
    deleteLater();
}

void Exchange::send()
{
    if (m_isOver)
        return;
    const auto pair = m_connection.m_pairs.nextAfter(m_triedPairs);
    QNetworkRequest request = m_connection.networkRequest(m_request, pair);
    m_token = m_connection.m_token;
    if (pair)
        m_triedPairs.append(*pair);
    if (!m_prepared.content.mediaType.isEmpty())
        request.setRawHeader("Content-Type", m_prepared.content.mediaType);
    if (m_connection.m_network.proxy() != m_prepared.proxy)
        m_connection.m_network.setProxy(m_prepared.proxy);

    m_received.clear();
    m_reply = m_connection.m_network.sendCustomRequest(request, m_request.method, m_prepared.content.bytes);
    connect(m_reply, &QNetworkReply::readyRead, this, &Exchange::receive);
    connect(m_reply, &QNetworkReply::sslErrors, this, &Exchange::meetSslErrors);
    connect(m_reply, &QNetworkReply::finished, this, &Exchange::finish);
}

void Exchange::receive()
{
    m_received += m_reply->readAll();
    if (m_received.size() <= m_connection.limits().answerBytes)
        return;
    m_isTooLarge = true;
    m_received.clear();
    m_reply->abort();
}

void Exchange::meetSslErrors(const QList<QSslError> &errors)
{
    const auto verdict = judge(errors, m_reply->sslConfiguration().peerCertificateChain(), m_connection.profile());
    if (verdict.isThePinnedOne)
        m_reply->ignoreSslErrors(errors);
    else
        m_tlsFailure = verdict.failure;
}

std::optional<Failure> Exchange::failureOf(const QNetworkReply &reply) const
{
    if (m_tlsFailure)
        return m_tlsFailure;
    if (m_isTooLarge)
        return Failure{.kind = Failure::Kind::TooLarge};
    return transportFailure(reply);
}

void Exchange::finish()
{
    QNetworkReply &reply = *m_reply;
    m_reply.clear();
    reply.deleteLater();
    if (const auto failure = failureOf(reply)) {
        conclude(m_decoding(std::unexpected(*failure)));
        return;
    }
    HttpAnswer answer = headOf(reply);
    answer.body = m_received + reply.readAll();
    m_received.clear();
    QtConcurrent::run(&m_connection.m_workers, [decoding = m_decoding, answer = std::move(answer)] {
        return decoding(answer);
    }).then(this, [this](const Connection::Decoded &decoded) { conclude(decoded); });
}

void Exchange::conclude(const Connection::Decoded &decoded)
{
    if (m_isOver)
        return;
    const Failure *failure = decoded.failure ? &*decoded.failure : nullptr;
    if (failure && failure->kind == Failure::Kind::GateAsksBasic && m_connection.m_pairs.nextAfter(m_triedPairs)) {
        send();
        return;
    }
    const bool gateOpened = !failure || failure->kind == Failure::Kind::SignedOut;
    if (gateOpened && m_triedPairs.size() > 1)
        m_connection.m_pairs.promote(m_triedPairs.last());
    m_isOver = true;
    deleteLater();
    m_connection.take(m_token, failure);
    if (!m_isBound || m_context)
        decoded.delivery();
}

}
