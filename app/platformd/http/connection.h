// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/serving.h"

#include <memory>

namespace boost::asio {
class io_context;
class thread_pool;
}

namespace sekimori::platformd {

/// The connections of one network thread, and the watch over their deadlines. Only begin() may be called from another.
class Connections {
public:
    class Private;

    Connections(boost::asio::io_context &network, boost::asio::thread_pool &handlers, Serving &serving);
    ~Connections();

    /// Takes over an accepted socket.
    void begin(qintptr socket, Admission::Place place);
    /// Drops what is idle; the watch, and with it the thread's work, ends with the last connection.
    void drain();

private:
    std::unique_ptr<Private> d;
};

}
