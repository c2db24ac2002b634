// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/listener.h"

#include "http/connection.h"

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>

#include <algorithm>
#include <exception>
#include <list>
#include <thread>
#include <vector>

using boost::asio::ip::tcp;
using boost::system::error_code;

namespace sekimori::platformd {
namespace {

using Acceptor = asio::basic_socket_acceptor<tcp, Executor>;

IpAddress addressOf(const asio::ip::address &address)
{
    if (address.is_v4())
        return IpAddress::v4(address.to_v4().to_uint());
    const auto bytes = address.to_v6().to_bytes();
    IpAddress::Bytes copy;
    std::ranges::copy(bytes, copy.begin());
    return IpAddress::v6(copy).unmapped();
}

}

class Listener::Private {
public:
    Private(std::unique_ptr<TlsContext> tls, Handler handler, QuickCheck isQuick, const ListenerLimits &limits);

    Result<void> bind(const ListenAddress &wanted);
    void start();
    void stop();

    quint16 port() const { return m_port; }
    int connectionCount() const { return m_serving.admission.count(); }

private:
    Task<void> acceptFrom(Acceptor &acceptor);
    void handOver(Socket socket);

    Serving m_serving;
    asio::thread_pool m_handlers;
    std::list<NetworkThread> m_networks; ///< the first also accepts
    std::list<Acceptor> m_acceptors;
    std::list<NetworkThread>::iterator m_next;
    std::vector<std::thread> m_threads; ///< one for each of m_networks
    quint16 m_port = 0;
};

Listener::Private::Private(
    std::unique_ptr<TlsContext> tls, Handler handler, QuickCheck isQuick, const ListenerLimits &limits)
    : m_serving(std::move(tls), std::move(handler), std::move(isQuick), limits)
    , m_handlers(static_cast<std::size_t>(std::max(1, limits.handlerThreads)))
{
    for (int i = 0; i < std::max(1, limits.networkThreads); ++i)
        m_networks.emplace_back(m_handlers, m_serving);
    m_next = m_networks.begin();
}

Result<void> Listener::Private::bind(const ListenAddress &wanted)
{
    error_code error;
    const auto address = asio::ip::make_address(wanted.address.toStdString(), error);
    if (error)
        return std::unexpected(Error(ErrorKind::Malformed, ListenAddressMalformed, {wanted.address}));

    const tcp::endpoint endpoint(address, wanted.port);
    Acceptor &acceptor = m_acceptors.emplace_back(m_networks.front().network.get_executor());
    acceptor.open(endpoint.protocol(), error);
#ifndef Q_OS_WIN
    // There it would let another program take the port away; here it only shortens the wait after a restart.
    if (!error)
        acceptor.set_option(tcp::acceptor::reuse_address(true), error);
#endif
    if (!error && address.is_v6())
        acceptor.set_option(asio::ip::v6_only(!address.is_unspecified()), error);
    if (!error)
        acceptor.bind(endpoint, error);
    if (!error)
        acceptor.listen(tcp::acceptor::max_listen_connections, error);
    if (error) {
        const QStringList arguments{
            wanted.address, QString::number(wanted.port), QString::fromStdString(error.message())};
        return std::unexpected(Error(ErrorKind::Unavailable, ListenFailed, arguments));
    }
    if (m_acceptors.size() == 1)
        m_port = acceptor.local_endpoint().port();
    return {};
}

void Listener::Private::start()
{
    for (Acceptor &acceptor : m_acceptors)
        asio::co_spawn(m_networks.front().network, acceptFrom(acceptor), [](const std::exception_ptr &failure) {
            // A service that accepts no more is worse than one that ends and is started again.
            if (failure)
                std::rethrow_exception(failure);
        });
    for (NetworkThread &each : m_networks)
        m_threads.emplace_back([&each] { each.network.run(); });
}

Task<void> Listener::Private::acceptFrom(Acceptor &acceptor)
{
    Timer pause(acceptor.get_executor());
    while (acceptor.is_open()) {
        auto [error, socket] = co_await acceptor.async_accept(withError);
        // One that was accepted just before the stop comes behind it: its thread may have been told to drain already.
        if (m_serving.isStopping)
            continue;
        if (!error) {
            handOver(std::move(socket));
            continue;
        }
        // Out of descriptors, most likely: the next try would fail at once, over and over.
        pause.expires_after(std::chrono::milliseconds(50));
        if (acceptor.is_open() && error != asio::error::connection_aborted)
            co_await pause.async_wait(withError);
    }
}

/// A client too many is closed here, before it has cost a handshake.
void Listener::Private::handOver(Socket socket)
{
    error_code error;
    const auto endpoint = socket.remote_endpoint(error);
    if (!error)
        socket.set_option(tcp::no_delay(true), error);
    const IpAddress peer = addressOf(endpoint.address());
    auto place = error ? std::nullopt : m_serving.admission.admit(peer);
    if (!place)
        return;
    const auto handle = socket.release(error);
    if (error)
        return;
    serveConnection(*m_next, static_cast<qintptr>(handle), *std::move(place));
    if (++m_next == m_networks.end())
        m_next = m_networks.begin();
}

void Listener::Private::stop()
{
    if (m_serving.isStopping.exchange(true))
        return;
    // In this order, so that no connection begins after its thread was told to drain.
    asio::post(m_networks.front().network, [this] {
        for (Acceptor &acceptor : m_acceptors) {
            error_code ignored;
            acceptor.close(ignored);
        }
        for (NetworkThread &each : m_networks)
            asio::post(each.network, [&each] { each.drain(); });
    });
    for (std::thread &thread : m_threads)
        thread.join();
    m_handlers.join();
}

Listener::Listener(std::unique_ptr<Private> d)
    : d(std::move(d))
{
}

Listener::~Listener()
{
    stop();
}

Result<std::unique_ptr<Listener>> Listener::open(const QList<ListenAddress> &addresses,
    std::shared_ptr<const ServerCredentials> fallback, HostLookup lookup, Handler handler, const ListenerLimits &limits,
    QuickCheck isQuick)
{
    Q_ASSERT(!addresses.isEmpty());
    auto tls = TlsContext::make(std::move(fallback), std::move(lookup));
    if (!tls)
        return std::unexpected(tls.error());
    auto opened = std::make_unique<Private>(std::move(*tls), std::move(handler), std::move(isQuick), limits);
    for (const ListenAddress &address : addresses) {
        if (const auto bound = opened->bind(address); !bound)
            return std::unexpected(bound.error());
    }
    opened->start();
    return std::unique_ptr<Listener>(new Listener(std::move(opened)));
}

quint16 Listener::port() const
{
    return d->port();
}

int Listener::connectionCount() const
{
    return d->connectionCount();
}

void Listener::stop()
{
    d->stop();
}

}
