// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/exchange.h"

#include "platform/tlstrust.h"

#include <QFuture>
#include <QHostAddress>
#include <QJsonDocument>
#include <QNetworkProxyFactory>
#include <QtConcurrent>

using namespace Qt::StringLiterals;

namespace sekimori::platform {

namespace {
/// Asking the system may take long where a script decides, so this runs on a worker thread.
QNetworkProxy proxyTo(const QString &host, quint16 port)
{
    if (QHostAddress(host).isLoopback() || host == "localhost"_L1 || host.endsWith(".localhost"_L1))
        return QNetworkProxy::NoProxy;
    const auto proxies = QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(host, port));
    return proxies.isEmpty() ? QNetworkProxy(QNetworkProxy::NoProxy) : proxies.first();
}

QByteArray basicCredentials(const GatePair &pair)
{
    return "Basic " + u"%1:%2"_s.arg(pair.userName, pair.password).toUtf8().toBase64();
}

bool isHttpAnswer(const QNetworkReply &reply)
{
    const auto error = reply.error();
    const bool isContentError = error > QNetworkReply::UnknownProxyError && error != QNetworkReply::ProtocolFailure
        && error != QNetworkReply::ProtocolUnknownError;
    return (error == QNetworkReply::NoError || isContentError)
        && reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).isValid();
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
        [body = m_request.body, host = m_connection.profile().whereTo(), port = m_connection.profile().port] {
            return Prepared{
                .body = body ? QJsonDocument(body()).toJson(QJsonDocument::Compact) : QByteArray(),
                .proxy = proxyTo(host, port),
            };
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
    QNetworkRequest request = m_connection.networkRequest(m_request);
    m_token = m_connection.m_token;
    if (const auto pair = m_connection.m_pairs.nextAfter(m_triedPairs)) {
        request.setRawHeader("Authorization", basicCredentials(*pair));
        m_triedPairs.append(*pair);
    }
    if (m_request.body)
        request.setRawHeader("Content-Type", "application/json");
    if (m_connection.m_network.proxy() != m_prepared.proxy)
        m_connection.m_network.setProxy(m_prepared.proxy);

    m_received.clear();
    m_reply = m_connection.m_network.sendCustomRequest(request, m_request.method, m_prepared.body);
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

std::optional<Failure> Exchange::transportFailure(const QNetworkReply &reply) const
{
    if (m_tlsFailure)
        return m_tlsFailure;
    if (m_isTooLarge)
        return Failure{.kind = Failure::Kind::TooLarge};
    if (isHttpAnswer(reply))
        return std::nullopt;
    switch (reply.error()) {
    case QNetworkReply::OperationCanceledError: // what a transfer timeout looks like; nobody else cancels
    case QNetworkReply::TimeoutError:
        return Failure{.kind = Failure::Kind::TimedOut};
    case QNetworkReply::SslHandshakeFailedError:
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::ProtocolUnknownError:
        return Failure{.kind = Failure::Kind::NotSekimori, .detail = reply.errorString()};
    default:
        return Failure{.kind = Failure::Kind::Unreachable, .detail = reply.errorString()};
    }
}

void Exchange::finish()
{
    QNetworkReply &reply = *m_reply;
    m_reply.clear();
    reply.deleteLater();
    if (const auto failure = transportFailure(reply)) {
        conclude(decoded(m_decoding, std::unexpected(*failure)));
        return;
    }
    const QByteArray challenge = reply.rawHeader("WWW-Authenticate");
    HttpAnswer answer{
        .status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(),
        .contentType = reply.rawHeader("Content-Type"),
        .challengesBasic = challenge.startsWith("Basic"),
        .body = m_received + reply.readAll(),
    };
    m_received.clear();
    QtConcurrent::run(&m_connection.m_workers, [decoding = m_decoding, answer = std::move(answer)] {
        return decoded(decoding, readAnswer(answer));
    }).then(this, [this](const Decoded &decoded) { conclude(decoded); });
}

Exchange::Decoded Exchange::decoded(const Connection::Decoding &decoding, Answer<QJsonObject> &&json)
{
    Decoded decoded;
    if (!json)
        decoded.failure = json.error();
    decoded.delivery = decoding(std::move(json));
    return decoded;
}

void Exchange::conclude(const Decoded &decoded)
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
