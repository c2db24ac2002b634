// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"
#include "http/request.h"
#include "http/response.h"
#include "http/tlshost.h"

#include <chrono>
#include <functional>
#include <memory>

namespace sekimori::platformd {

inline constexpr Message ListenAddressMalformed{"http.listenAddressMalformed",
    QT_TRANSLATE_NOOP("Messages", "“%1” is not an IP address to listen on. Give one such as 127.0.0.1 or ::.")};
inline constexpr Message ListenFailed{"http.listenFailed",
    QT_TRANSLATE_NOOP("Messages",
        "The service cannot listen on %1, port %2: %3. Choose another port or stop the program that uses it.")};

/// Called on a pool of threads, several at once; it may block. What it throws becomes a 500 without details.
using Handler = std::function<Response(Request)>;

/// Whether a request is answered out of memory, without waiting for a disk or a slow hash. Its handler is then called
/// on the network thread, which saves two changes of threads.
using QuickCheck = std::function<bool(const Request &)>;

/// What one client may take. Each limit has its own answer.
struct ListenerLimits {
    using Duration = std::chrono::milliseconds;

    qsizetype headerBytes = 16 * 1024; ///< request line and header; beyond it 431
    qsizetype bodyBytes = 8 * 1024 * 1024; ///< 10,000 networks with memos fit, escaped or not; beyond it 413
    qsizetype allBodiesBytes = 512 * 1024 * 1024; ///< of all large requests being read or handled; beyond it 503
    qsizetype allAnswersBytes = 256 * 1024 * 1024; ///< of all large answers not yet read; beyond it 503
    Duration handshake{10'000}; ///< then closed
    Duration header{10'000}; ///< from the first byte to the end of the header; then 408
    Duration body{30'000}; ///< for the whole body; then 408
    Duration write{30'000}; ///< for the whole answer; then closed
    Duration idle{60'000}; ///< between requests; then closed
    Duration linger{5'000}; ///< how long a refused client may go on sending before it must read the answer
    int connectionsPerAddress = 256; ///< per IPv6 /64; more are closed before the handshake
    int connections = 10'000;
    int waitingRequests = 1'024; ///< for a handler thread; beyond it 503
    int handlerThreads = 16;
    int networkThreads = 2;
};

struct ListenAddress {
    QString address; ///< textual IPv4 or IPv6; `::` takes IPv4 as well
    quint16 port = 0; ///< 0: any free one
};

/// Serves HTTP/1.1 over TLS. Knows connections and limits, not what is asked for.
class Listener {
public:
    /// @p fallback is shown to clients that name no host or an unknown one; all their requests get 421.
    static Result<std::unique_ptr<Listener>> open(const QList<ListenAddress> &addresses,
        std::shared_ptr<const ServerCredentials> fallback, HostLookup lookup, Handler handler,
        const ListenerLimits &limits = {}, QuickCheck isQuick = {});
    ~Listener();
    Listener(const Listener &) = delete;
    Listener &operator=(const Listener &) = delete;

    /// Of the first address.
    quint16 port() const;
    int connectionCount() const;

    /// Takes no new connection, closes those that have sent no whole header, answers every other request, then returns.
    /// To be called from outside the handlers.
    void stop();

private:
    class Private;
    explicit Listener(std::unique_ptr<Private> d);

    std::unique_ptr<Private> d;
};

}
