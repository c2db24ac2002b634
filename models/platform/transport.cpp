// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/transport.h"

#include <QHostAddress>
#include <QNetworkProxyFactory>
#include <QNetworkReply>

using namespace Qt::StringLiterals;

namespace sekimori::platform {

namespace {
bool isHttpAnswer(const QNetworkReply &reply)
{
    const auto error = reply.error();
    const bool isContentError = error > QNetworkReply::UnknownProxyError && error != QNetworkReply::ProtocolFailure
        && error != QNetworkReply::ProtocolUnknownError;
    return (error == QNetworkReply::NoError || isContentError)
        && reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).isValid();
}
}

QNetworkProxy proxyTo(const QString &host, quint16 port)
{
    if (QHostAddress(host).isLoopback() || host == "localhost"_L1 || host.endsWith(".localhost"_L1))
        return QNetworkProxy::NoProxy;
    const auto proxies = QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(host, port));
    return proxies.isEmpty() ? QNetworkProxy(QNetworkProxy::NoProxy) : proxies.first();
}

std::optional<Failure> transportFailure(const QNetworkReply &reply)
{
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

HttpAnswer headOf(const QNetworkReply &reply)
{
    return {
        .status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(),
        .contentType = reply.rawHeader("Content-Type"),
        .challengesBasic = reply.rawHeader("WWW-Authenticate").startsWith("Basic"),
        .body = {},
        .headers = reply.rawHeaderPairs(),
    };
}

}
