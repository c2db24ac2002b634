// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/eventsource.h"

#include "platform/tlstrust.h"
#include "platform/transport.h"

#include <QFuture>
#include <QtConcurrent>

namespace sekimori::platform {

namespace {
constexpr std::chrono::milliseconds frame{16};
constexpr qint64 bytesAFrame = qint64(32) * 1024; // about 80 events, or 5,000 in a second
constexpr qint64 bytesAhead = 8 * bytesAFrame;
}

EventSource::EventSource(Connection &connection, QObject *parent)
    : QObject(parent)
    , m_connection(connection)
{
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    m_network.setTransferTimeout(connection.limits().streamSilence);
    m_frame.setSingleShot(true);
    m_frame.setInterval(frame);
    connect(&m_frame, &QTimer::timeout, this, &EventSource::readPiece);
}

EventSource::~EventSource()
{
    delete m_reply;
}

void EventSource::open(const ApiRequest &request)
{
    close();
    m_request = request;
    m_request.headers.prepend({"Accept", "text/event-stream, application/problem+json"});
    const ConnectionProfile &profile = m_connection.profile();
    QtConcurrent::run(&m_connection.m_workers, proxyTo, profile.whereTo(), profile.port)
        .then(this, [this, attempt = m_attempt](const QNetworkProxy &proxy) {
            if (attempt != m_attempt)
                return;
            if (m_network.proxy() != proxy)
                m_network.setProxy(proxy);
            send();
        });
}

void EventSource::close()
{
    ++m_attempt;
    m_frame.stop();
    m_triedPairs.clear();
    if (!m_reply)
        return;
    m_reply->disconnect(this);
    m_reply->abort();
    m_reply->deleteLater();
    m_reply.clear();
}

void EventSource::send()
{
    m_tlsFailure.reset();
    m_isOpened = false;
    m_refusal.clear();
    m_stream = {};
    m_token = m_connection.m_token;
    const auto pair = m_connection.m_pairs.nextAfter(m_triedPairs);
    if (pair)
        m_triedPairs.append(*pair);
    m_reply = m_network.get(m_connection.networkRequest(m_request, pair));
    m_reply->setReadBufferSize(bytesAhead);
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &EventSource::receive);
    connect(m_reply, &QNetworkReply::readyRead, this, &EventSource::receive);
    connect(m_reply, &QNetworkReply::sslErrors, this, &EventSource::meetSslErrors);
    connect(m_reply, &QNetworkReply::finished, this, &EventSource::finish);
}

bool EventSource::isStream() const
{
    const HttpAnswer head = headOf(*m_reply);
    return head.status == 200 && head.contentType.split(';').first().trimmed().toLower() == "text/event-stream";
}

void EventSource::receive()
{
    if (!m_isOpened && !isStream()) {
        m_refusal += m_reply->readAll();
        if (m_refusal.size() > EventStream::largestEvent)
            conclude({.kind = Failure::Kind::TooLarge});
        return;
    }
    if (!m_frame.isActive())
        m_frame.start();
    if (m_isOpened)
        return;
    m_isOpened = true;
    if (m_triedPairs.size() > 1)
        m_connection.m_pairs.promote(m_triedPairs.last());
    m_connection.take(m_token, nullptr);
    emit opened();
}

void EventSource::readPiece()
{
    const int attempt = m_attempt;
    const QList<StreamEvent> events = m_stream.take(m_reply->read(bytesAFrame));
    if (m_stream.retry())
        m_retry = m_stream.retry();
    if (!events.isEmpty())
        emit came(events);
    if (attempt != m_attempt)
        return;
    if (m_stream.isTooLarge())
        conclude({.kind = Failure::Kind::TooLarge});
    else if (m_reply->bytesAvailable() > 0)
        m_frame.start();
    else if (m_reply->isFinished())
        conclude(transportFailure(*m_reply).value_or(Failure{.kind = Failure::Kind::Unreachable}));
}

void EventSource::meetSslErrors(const QList<QSslError> &errors)
{
    const auto verdict = judge(errors, m_reply->sslConfiguration().peerCertificateChain(), m_connection.profile());
    if (verdict.isThePinnedOne)
        m_reply->ignoreSslErrors(errors);
    else
        m_tlsFailure = verdict.failure;
}

void EventSource::finish()
{
    if (m_isOpened) {
        if (!m_frame.isActive())
            m_frame.start(); // There may be something left to read before the end is told.
        return;
    }
    if (m_tlsFailure)
        return conclude(*m_tlsFailure);
    if (const auto failure = transportFailure(*m_reply))
        return conclude(*failure);
    concludeRefusal();
}

void EventSource::concludeRefusal()
{
    HttpAnswer answer = headOf(*m_reply);
    answer.body = m_refusal + m_reply->readAll();
    const auto read = readAnswer(answer);
    const Failure failure = read ? nonsense(QString::fromLatin1(answer.contentType.left(64))).error() : read.error();
    if (failure.kind != Failure::Kind::GateAsksBasic || !m_connection.m_pairs.nextAfter(m_triedPairs))
        return conclude(failure);
    m_reply->deleteLater();
    send();
}

bool EventSource::isOfEarlierSession() const
{
    return m_connection.hasToken() && m_connection.m_token != m_token;
}

void EventSource::conclude(const Failure &failure)
{
    const QByteArray token = m_token;
    close();
    m_connection.take(token, &failure);
    emit ended(failure);
}

}
