// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QThread>

#include <functional>
#include <memory>
#include <stop_token>

namespace sekimori::platformd {

/// A thread in which Qt's sockets work (they want one of Qt's own), asked to stop and waited for at its end.
class SocketThread {
public:
    SocketThread() = default;
    explicit SocketThread(std::function<void(const std::stop_token &)> work)
        : m_thread(QThread::create(std::move(work), m_stop.get_token()))
    {
        m_thread->start();
    }
    SocketThread(SocketThread &&) = default;
    SocketThread &operator=(SocketThread &&) = delete;
    ~SocketThread()
    {
        if (!m_thread)
            return;
        m_stop.request_stop();
        m_thread->wait();
    }

private:
    std::stop_source m_stop;
    std::unique_ptr<QThread> m_thread;
};

}
