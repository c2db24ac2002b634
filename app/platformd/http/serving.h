// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/admission.h"
#include "http/listener.h"
#include "http/tlscontext.h"

#include <atomic>
#include <memory>

namespace sekimori::platformd {

/// What all connections of a listener share; it outlives them.
struct Serving {
    Serving(std::unique_ptr<TlsContext> tls, Handler handler, QuickCheck isQuick, const ListenerLimits &limits)
        : tls(std::move(tls))
        , handler(std::move(handler))
        , isQuick(std::move(isQuick))
        , limits(limits)
        , admission(limits.connections, limits.connectionsPerAddress)
    {
    }

    const std::unique_ptr<TlsContext> tls;
    const Handler handler;
    const QuickCheck isQuick; ///< may be empty: nothing is
    const ListenerLimits limits;
    Admission admission;
    std::atomic<int> waitingRequests = 0;
    std::atomic<qsizetype> bodyBytes = 0;
    std::atomic<qsizetype> answerBytes = 0;
    std::atomic<bool> isStopping = false;
};

}
