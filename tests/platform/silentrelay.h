// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTcpServer>
#include <QThread>

#include <atomic>

namespace sekimori::test {

/// A way to a mail server that can go dead as a cut network does: nothing passes any more, and nobody is told. It is a
/// thread of its own.
class SilentRelay {
public:
    enum class Cut {
        Nowhere,
        InContent, ///< some of the content passes
        AfterContent, ///< all of it passes, and no answer comes back
    };

    explicit SilentRelay(quint16 serverPort);
    ~SilentRelay();
    SilentRelay(const SilentRelay &) = delete;
    SilentRelay &operator=(const SilentRelay &) = delete;

    /// 0 when it could not listen.
    quint16 port() const { return m_port; }
    /// Of connections that come from now on.
    void cut(Cut where) { m_cut = where; }

private:
    void listen();

    const quint16 m_serverPort;
    quint16 m_port = 0;
    std::atomic<Cut> m_cut = Cut::Nowhere;
    QTcpServer m_server; ///< lives on the thread
    QThread m_thread;
};

}
