// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "servicefixture.h"

namespace sekimori::test {

/// A real nginx with the example of packaging/nginx, for the tenant `alpha` of a running service and in front of an
/// application that says what it was sent: path, `Sekimori-…`, cookies, Authorization and X-Forwarded-For.
class RunningNginx {
public:
    explicit RunningNginx(const RunningService &service);
    ~RunningNginx();
    RunningNginx(const RunningNginx &) = delete;
    RunningNginx &operator=(const RunningNginx &) = delete;

    /// False when it does not come up; its log says why.
    bool start();
    quint16 port() const { return m_port; }
    ApiClient client(const QByteArray &from = "127.0.0.1") const { return {m_port, "alpha.example.test", from}; }
    QByteArray log() { return m_process.readAll(); }

private:
    bool writeFiles();
    QByteArray example() const;
    QByteArray application() const;

    const RunningService &m_service;
    QTemporaryDir m_folder;
    QProcess m_process;
    quint16 m_port = 0;
    quint16 m_applicationPort = 0;
};

}
