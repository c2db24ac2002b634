// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/coroutines.h"

#include <boost/asio/post.hpp>

#include <atomic>
#include <memory>

namespace sekimori::platformd {

/// What a coroutine of a network thread waits at until somebody rings, its client sends something, or time passes. It
/// may be rung from any thread, and outlives the connection as long as somebody can.
class Doorbell : public std::enable_shared_from_this<Doorbell> {
public:
    explicit Doorbell(const Executor &executor)
        : m_timer(executor)
    {
    }

    /// Once is enough: who rings again before the door was answered costs nothing.
    void ring()
    {
        if (!m_isRung.exchange(true))
            asio::post(m_timer.get_executor(), [self = shared_from_this()] { self->m_timer.cancel(); });
    }

    /// From now on what arrives at @p socket rings, once.
    void listenAt(Socket &socket)
    {
        m_hasInput = false;
        socket.async_wait(Socket::wait_read, [self = shared_from_this()](const boost::system::error_code &) {
            self->m_hasInput = true;
            self->m_timer.cancel();
        });
    }
    bool hasInput() const { return m_hasInput; }

    Task<void> wait(SteadyClock::duration atMost)
    {
        if (!m_isRung && !m_hasInput) {
            m_timer.expires_after(atMost);
            co_await m_timer.async_wait(withError);
        }
        m_isRung = false;
    }

private:
    Timer m_timer;
    std::atomic<bool> m_isRung = false;
    bool m_hasInput = false;
};

}
