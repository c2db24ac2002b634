// SPDX-License-Identifier: GPL-3.0-or-later
#include "quietport.h"

#include <QRandomGenerator>
#include <QTcpServer>

namespace sekimori::test {

quint16 quietPort()
{
    constexpr quint16 first = 20'000;
    constexpr quint16 end = 32'000; // Linux gives away those from 32768 on, others those from 49152 on (RFC 6335).
    for (int tried = 0; tried < 100; ++tried) {
        QTcpServer server;
        const auto port = quint16(QRandomGenerator::global()->bounded(first, end));
        if (server.listen(QHostAddress::LocalHost, port))
            return port;
    }
    return 0;
}

}
