// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/connection.h"

#include "platform/exchange.h"
#include "platform/tlstrust.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace sekimori::platform {

namespace {
constexpr auto apiPath = "/api/v1"_L1;
constexpr quint16 httpsPort = 443;

QByteArray hostHeader(const ConnectionProfile &profile)
{
    const QByteArray name = QUrl::toAce(profile.hostName);
    return profile.port == httpsPort ? name : name + ':' + QByteArray::number(profile.port);
}

QByteArray basicCredentials(const GatePair &pair)
{
    return "Basic " + u"%1:%2"_s.arg(pair.userName, pair.password).toUtf8().toBase64();
}

QByteArray applicationLanguage()
{
    return QLocale().name(QLocale::TagSeparator::Dash).toLatin1();
}
}

Connection::Connection(const ConnectionProfile &profile, const ConnectionLimits &limits, QObject *parent)
    : QObject(parent)
    , m_profile(profile)
    , m_limits(limits)
    , m_tls(tlsConfigurationFor(profile))
{
    m_workers.setMaxThreadCount(2);
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    m_network.setTransferTimeout(limits.silence);
}

Connection::~Connection()
{
    // They hold replies of m_network, so they have to go before it.
    qDeleteAll(findChildren<Exchange *>(Qt::FindDirectChildrenOnly));
}

Pending Connection::startRead(ApiRequest request, Decoding decoding)
{
    auto *exchange = new Exchange(*this, std::move(request), std::move(decoding));
    exchange->start();
    return Pending(exchange);
}

Pending Connection::readFile(ApiRequest request, const QByteArray &mediaType, Callback<QByteArray> callback)
{
    request.headers.append({"Accept", mediaType + ", application/problem+json"});
    return startRead(std::move(request), [mediaType, callback = std::move(callback)](const Answer<HttpAnswer> &http) {
        const Answer<QByteArray> bytes
            = http.and_then([&](const HttpAnswer &answer) { return readFileAnswer(answer, mediaType); });
        return Decoded{failureOf(bytes), [callback, bytes] { callback(bytes); }};
    });
}

void Connection::startWrite(ApiRequest request, QObject *context, Decoding decoding)
{
    auto *exchange = new Exchange(*this, std::move(request), std::move(decoding));
    exchange->bindTo(context);
    exchange->start();
}

QNetworkRequest Connection::networkRequest(const ApiRequest &request, const std::optional<GatePair> &pair) const
{
    QUrl url;
    url.setScheme(u"https"_s);
    url.setHost(m_profile.whereTo());
    url.setPort(m_profile.port);
    url.setPath(request.isPage ? request.path : apiPath + request.path);
    url.setQuery(request.query);

    QNetworkRequest network(url);
    network.setSslConfiguration(m_tls);
    network.setPeerVerifyName(m_profile.hostName); // also what SNI says
    network.setRawHeader("Host", hostHeader(m_profile));
    network.setRawHeader("Accept", request.isPage ? "text/html" : "application/json, application/problem+json");
    network.setRawHeader("Accept-Encoding", "identity"); // so that the limit of bytes is one of memory
    network.setRawHeader("Accept-Language", m_language.isEmpty() ? applicationLanguage() : m_language);
    network.setRawHeader("User-Agent", "Sekimori");
    if (!m_token.isEmpty() && !request.isPage)
        network.setRawHeader("Sekimori-Token", m_token);
    if (pair)
        network.setRawHeader("Authorization", basicCredentials(*pair));
    for (const auto &[name, value] : request.headers)
        network.setRawHeader(name, value);
    if (request.silence.count() > 0)
        network.setTransferTimeout(request.silence);
    network.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    // Cookies and remembered credentials are not ours: only what stands above is sent.
    network.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    network.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    network.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    return network;
}

void Connection::follow(const QString &hostName)
{
    if (hostName == m_profile.hostName)
        return;
    if (m_profile.address == m_profile.hostName)
        m_profile.address = hostName;
    m_profile.hostName = hostName;
    emit followed();
}

void Connection::take(const QByteArray &tokenSent, const Failure *failure)
{
    using Kind = Failure::Kind;
    if (!failure)
        return setState(State::Connected);
    switch (failure->kind) {
    case Kind::Unreachable:
    case Kind::TimedOut:
    case Kind::NotSekimori:
    case Kind::TooLarge:
    case Kind::UnknownAuthority:
    case Kind::ChangedCertificate:
    case Kind::OtherCertificateProblem:
        return setState(State::Away);
    case Kind::GateAsksBasic:
    case Kind::GateDenied:
    case Kind::CertificateNeeded:
        return setState(State::GateClosed);
    case Kind::SignedOut:
        return endSession(tokenSent);
    case Kind::SignInRefused:
    case Kind::PasswordChangeNeeded:
    case Kind::Forbidden:
    case Kind::Refused:
    case Kind::Stale:
    case Kind::ShutsOut:
    case Kind::PlatformInTrouble:
        return setState(State::Connected);
    }
}

void Connection::endSession(const QByteArray &tokenSent)
{
    // An answer to the token of an earlier session says nothing of the present one.
    if (tokenSent != m_token)
        return;
    const bool wasSignedIn = !m_token.isEmpty();
    m_token.clear();
    setState(State::SignedOut);
    if (wasSignedIn)
        emit signedOut();
}

void Connection::setState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    emit stateChanged(state);
}

}
