// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/auditexport.h"

#include "platform/tlstrust.h"
#include "platform/transport.h"

#include <QCoreApplication>
#include <QFuture>
#include <QtConcurrent>

using namespace Qt::StringLiterals;

namespace sekimori::platform {
namespace {

struct AuditExportWords {
    Q_DECLARE_TR_FUNCTIONS(AuditExport)
};

constexpr qint64 bytesAhead = qint64(256) * 1024;
constexpr qint64 longestRefusal = qint64(256) * 1024;
/// The platform may look through many events before it finds one to send.
constexpr std::chrono::minutes silence{5};

bool isSuccess(const QNetworkReply &reply)
{
    return headOf(reply).status == 200;
}

}

AuditExport::AuditExport(Connection &connection, const QString &path, const QString &resource, const QUrlQuery &query)
    : m_connection(connection)
    , m_file(path)
    , m_resource(resource)
    , m_query(query)
{
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    m_network.setTransferTimeout(silence);
}

AuditExport::~AuditExport()
{
    cancel();
    delete m_reply;
}

void AuditExport::start()
{
    m_isUnderWay = true;
    const ConnectionProfile &profile = m_connection.profile();
    QtConcurrent::run(&m_connection.m_workers, proxyTo, profile.whereTo(), profile.port)
        .then(this, [this](const QNetworkProxy &proxy) {
            m_network.setProxy(proxy);
            send();
        });
}

void AuditExport::cancel()
{
    m_isUnderWay = false;
    m_file.cancelWriting();
    if (!m_reply)
        return;
    m_reply->disconnect(this);
    m_reply->abort();
}

void AuditExport::send()
{
    if (!m_isUnderWay)
        return;
    m_tlsFailure.reset();
    m_refusal.clear();
    m_token = m_connection.m_token;
    const auto pair = m_connection.m_pairs.nextAfter(m_triedPairs);
    if (pair)
        m_triedPairs.append(*pair);
    const ApiRequest request{.path = m_resource, .query = m_query, .headers = {{"Accept", "*/*"}}, .silence = silence};
    m_reply = m_network.get(m_connection.networkRequest(request, pair));
    m_reply->setReadBufferSize(bytesAhead);
    connect(m_reply, &QNetworkReply::readyRead, this, &AuditExport::receive);
    connect(m_reply, &QNetworkReply::sslErrors, this, &AuditExport::meetSslErrors);
    connect(m_reply, &QNetworkReply::finished, this, &AuditExport::finish);
}

void AuditExport::receive()
{
    const QByteArray bytes = m_reply->readAll();
    if (isSuccess(*m_reply)) {
        if (take(bytes))
            emit progressed(m_bytes);
        return;
    }
    m_refusal += bytes;
    if (m_refusal.size() > longestRefusal)
        conclude({.kind = Failure::Kind::TooLarge});
}

/// False when the disk did not take them; then all is over.
bool AuditExport::take(const QByteArray &bytes)
{
    const bool isWritten
        = (m_file.isOpen() || m_file.open(QIODevice::WriteOnly)) && m_file.write(bytes) == bytes.size();
    if (isWritten)
        m_bytes += bytes.size();
    else
        fail(AuditExportWords::tr("The file “%1” could not be written: %2")
                .arg(m_file.fileName(), m_file.errorString()));
    return isWritten;
}

void AuditExport::meetSslErrors(const QList<QSslError> &errors)
{
    const auto verdict = judge(errors, m_reply->sslConfiguration().peerCertificateChain(), m_connection.profile());
    if (verdict.isThePinnedOne)
        m_reply->ignoreSslErrors(errors);
    else
        m_tlsFailure = verdict.failure;
}

void AuditExport::finish()
{
    QNetworkReply &reply = *m_reply;
    m_reply.clear();
    reply.deleteLater();
    if (m_tlsFailure)
        return conclude(*m_tlsFailure);
    if (const auto failure = transportFailure(reply))
        return conclude(*failure);
    if (!isSuccess(reply)) {
        HttpAnswer answer = headOf(reply);
        answer.body = m_refusal + reply.readAll();
        const auto read = readAnswer(answer);
        return conclude(read ? nonsense(u"HTTP %1"_s.arg(answer.status)).error() : read.error());
    }
    if (!take(reply.readAll()))
        return;
    m_connection.take(m_token, nullptr);
    if (!m_file.commit())
        return fail(AuditExportWords::tr("The file “%1” could not be written: %2")
                .arg(m_file.fileName(), m_file.errorString()));
    m_isUnderWay = false;
    emit finished();
}

void AuditExport::conclude(const Failure &failure)
{
    if (failure.kind == Failure::Kind::GateAsksBasic && m_connection.m_pairs.nextAfter(m_triedPairs))
        return send();
    m_connection.take(m_token, &failure);
    fail(toText(failure));
}

void AuditExport::fail(const QString &reason)
{
    cancel();
    emit failed(reason);
}

}
