// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tlsclient.h"

#include <vector>

namespace sekimori::test {

/// Lets this process, and those it starts from now on, have so many files open; false when the system does not.
bool allowOpenFiles(int count);

/// Connections to the service by the thousand, light enough for one process, from many addresses of this machine since
/// one may have a few hundred only.
class Crowd {
public:
    static constexpr int perAddress = 200;

    Crowd(quint16 port, QByteArray host);
    ~Crowd();
    Crowd(const Crowd &) = delete;
    Crowd &operator=(const Crowd &) = delete;

    /// So many more; false when one is not let in.
    bool join(int count);
    /// Each sends @p bytes, as far as they are taken at once.
    void send(const QByteArray &bytes);
    enum class Patience { None, Some };
    /// Each reads the beginning of an answer; returns how many had this status.
    int countAnswers(int status, Patience patience = Patience::Some);
    /// Those that the other side has not ended.
    int countOpen();
    void setReceiveBuffer(int bytes) { m_receiveBuffer = bytes; } ///< of those that join from now on

private:
    struct Member {
        int socket = -1;
        std::unique_ptr<SSL, crypto::FreedBy<SSL_free>> tls;
    };

    int openSocket(int address) const;

    const quint16 m_port;
    const QByteArray m_host;
    std::unique_ptr<SSL_CTX, crypto::FreedBy<SSL_CTX_free>> m_context;
    std::vector<Member> m_members;
    int m_receiveBuffer = 0;
};

}
