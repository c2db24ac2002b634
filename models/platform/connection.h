// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/answerreading.h"
#include "platform/apirequest.h"
#include "platform/gatepair.h"
#include "platform/pending.h"
#include "platform/profile.h"

#include <QNetworkAccessManager>
#include <QObject>
#include <QSslConfiguration>
#include <QThreadPool>

#include <chrono>

namespace sekimori::platform {

struct ConnectionLimits {
    std::chrono::milliseconds silence{15'000}; ///< without a byte, before a request is given up
    std::chrono::milliseconds streamSilence{45'000}; ///< the same for a stream, which says something every 15 seconds
    qint64 answerBytes = 64 * 1024 * 1024;
};

template<typename T>
using Callback = std::function<void(const Answer<T> &)>;

/// The way to one tenant of one platform: TLS with its trust, the gate's pair, the session's token. It knows no
/// resource of the API and no window. Answers are parsed and decoded on worker threads; callbacks run on the
/// connection's own.
class Connection : public QObject {
    Q_OBJECT

public:
    enum class State {
        Unused, ///< nothing was answered yet
        Connected, ///< the last answer came from the platform
        Away, ///< the last request brought nothing, or nothing that can be trusted
        GateClosed, ///< the gate keeps this console out, or asks for a pair that is not known
        SignedOut, ///< the platform ended the session; what is being edited stays, somebody has to sign in again
    };

    explicit Connection(
        const ConnectionProfile &profile, const ConnectionLimits &limits = {}, QObject *parent = nullptr);
    ~Connection() override;

    const ConnectionProfile &profile() const { return m_profile; }
    const ConnectionLimits &limits() const { return m_limits; }
    State state() const { return m_state; }

    /// For the platform's sentences; the application's language where it is not set.
    void setLanguage(const QByteArray &tag) { m_language = tag; }
    /// What a person typed when the gate asked. Forgets every other pair.
    void setGatePair(const GatePair &pair) { m_pairs.replace({pair}); }
    GatePairs &gatePairs() { return m_pairs; }
    void setToken(const QByteArray &token) { m_token = token; }
    /// The token, and the connection forgets it.
    QByteArray takeToken() { return std::exchange(m_token, {}); }
    bool hasToken() const { return !m_token.isEmpty(); }
    /// The tenant is called @p hostName from now on, at the same platform and under the same trust. The session goes
    /// on: its token is the tenant's and not the name's.
    void follow(const QString &hostName);

    /// A read: dropped when the Pending is.
    template<typename T>
    Pending read(ApiRequest request, Answer<T> (*decode)(const QJsonObject &), Callback<T> callback);
    /// A read of which more counts than what the platform says: @p decode gets every answer, whatever its status.
    template<typename T>
    Pending read(ApiRequest request, Answer<T> (*decode)(const HttpAnswer &), Callback<T> callback);
    /// A read of a file of @p mediaType, whole or not at all.
    Pending readFile(ApiRequest request, const QByteArray &mediaType, Callback<QByteArray> callback);
    /// A write: never dropped while the connection lives. The callback does not run once @p context is gone.
    template<typename T>
    void write(ApiRequest request, Answer<T> (*decode)(const QJsonObject &), QObject *context, Callback<T> callback);

signals:
    void stateChanged(State state);
    void signedOut(); ///< the session has ended without being asked to
    void followed(); ///< the tenant has another name, see profile()

private:
    friend class AuditExport;
    friend class EventSource;
    friend class Exchange;

    using Delivery = std::function<void()>;
    struct Decoded {
        std::optional<Failure> failure; ///< of the request itself; what the API does not promise is found later
        Delivery delivery;
    };
    using Decoding = std::function<Decoded(const Answer<HttpAnswer> &)>;

    template<typename T>
    static std::optional<Failure> failureOf(const Answer<T> &answer)
    {
        return answer ? std::nullopt : std::optional(answer.error());
    }
    template<typename T>
    static Decoding decoding(Answer<T> (*decode)(const QJsonObject &), Callback<T> callback);
    Pending startRead(ApiRequest request, Decoding decoding);
    void startWrite(ApiRequest request, QObject *context, Decoding decoding);

    QNetworkRequest networkRequest(const ApiRequest &request, const std::optional<GatePair> &pair) const;
    void take(const QByteArray &tokenSent, const Failure *failure);
    void endSession(const QByteArray &tokenSent);
    void setState(State state);

    ConnectionProfile m_profile;
    ConnectionLimits m_limits;
    QSslConfiguration m_tls;
    QNetworkAccessManager m_network;
    QThreadPool m_workers;
    GatePairs m_pairs;
    QByteArray m_token;
    QByteArray m_language;
    State m_state = State::Unused;
};

template<typename T>
Connection::Decoding Connection::decoding(Answer<T> (*decode)(const QJsonObject &), Callback<T> callback)
{
    return [decode, callback = std::move(callback)](const Answer<HttpAnswer> &http) {
        const Answer<QJsonObject> json = http.and_then(readAnswer);
        return Decoded{failureOf(json), [callback, answer = json.and_then(decode)] { callback(answer); }};
    };
}

template<typename T>
Pending Connection::read(ApiRequest request, Answer<T> (*decode)(const QJsonObject &), Callback<T> callback)
{
    return startRead(std::move(request), decoding(decode, std::move(callback)));
}

template<typename T>
Pending Connection::read(ApiRequest request, Answer<T> (*decode)(const HttpAnswer &), Callback<T> callback)
{
    return startRead(std::move(request), [decode, callback = std::move(callback)](const Answer<HttpAnswer> &http) {
        const Answer<T> answer = http.and_then(decode);
        return Decoded{failureOf(answer), [callback, answer] { callback(answer); }};
    });
}

template<typename T>
void Connection::write(
    ApiRequest request, Answer<T> (*decode)(const QJsonObject &), QObject *context, Callback<T> callback)
{
    startWrite(std::move(request), context, decoding(decode, std::move(callback)));
}

}
