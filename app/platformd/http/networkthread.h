// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/answers.h"
#include "http/coroutines.h"

#include <boost/asio/co_spawn.hpp>

#include <algorithm>
#include <unordered_set>
#include <vector>

namespace boost::asio {
class thread_pool;
}

namespace sekimori::platformd {

/// A connection as its thread sees it.
class Watched {
public:
    virtual void enforceDeadline(SteadyClock::time_point now) = 0;
    /// The service stops: ends now when nothing is lost by it, otherwise soon.
    virtual void drain() = 0;

protected:
    ~Watched() = default;
};

/// What the connections of one network thread share: the thread's queue, room to read into, and the watch over their
/// deadlines. It knows nothing of what they do. Only `network` may be used from another thread.
class NetworkThread {
public:
    NetworkThread(asio::thread_pool &handlerPool, Serving &shared)
        : handlers(handlerPool)
        , serving(shared)
        , m_watchTimer(network.get_executor())
    {
        asio::co_spawn(network.get_executor(), watch(),
            [](const std::exception_ptr &failure) { report(failure, "The watch over deadlines"); });
    }

    void enter(Watched &connection) { m_connections.insert(&connection); }
    void leave(Watched &connection)
    {
        m_connections.erase(&connection);
        if (m_isDraining)
            m_watchTimer.cancel();
    }

    /// Drops what is idle; the watch, and with it the thread's work, ends with the last connection.
    void drain()
    {
        m_isDraining = true;
        for (Watched *connection : m_connections)
            connection->drain();
        m_watchTimer.cancel();
    }

    asio::io_context network{1};
    asio::thread_pool &handlers;
    Serving &serving;
    std::vector<char> scratch = std::vector<char>(32 * 1024); ///< what any connection reads, before it is parsed

private:
    /// One timer for all connections: setting a deadline then costs next to nothing, and being late by a tick no harm.
    Task<void> watch()
    {
        const ListenerLimits &limits = serving.limits;
        const auto shortest
            = std::min({limits.handshake, limits.header, limits.body, limits.write, limits.idle, limits.linger});
        const auto tick = std::clamp(shortest / 8, ListenerLimits::Duration(5), ListenerLimits::Duration(500));
        // That the service stops does not do: until the thread is told to drain, a connection may still be handed over.
        while (!m_isDraining || !m_connections.empty()) {
            m_watchTimer.expires_after(tick);
            co_await m_watchTimer.async_wait(withError);
            const auto now = SteadyClock::now();
            for (Watched *connection : m_connections)
                connection->enforceDeadline(now);
        }
    }

    Timer m_watchTimer;
    std::unordered_set<Watched *> m_connections;
    bool m_isDraining = false;
};

}
