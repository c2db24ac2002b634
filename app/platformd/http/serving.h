// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/admission.h"
#include "http/listener.h"
#include "http/tlscontext.h"

#include <atomic>
#include <memory>
#include <utility>

namespace sekimori::platformd {

/// What all connections of a listener share; it outlives them.
struct Serving {
    Serving(std::unique_ptr<TlsContext> tls, Handler handler, const ListenerLimits &limits)
        : tls(std::move(tls))
        , handler(std::move(handler))
        , limits(limits)
        , admission(limits.connections, limits.connectionsPerAddress)
    {
    }

    const std::unique_ptr<TlsContext> tls;
    const Handler handler;
    const ListenerLimits limits;
    Admission admission;
    std::atomic<int> waitingRequests = 0;
    std::atomic<qsizetype> bodyBytes = 0;
    std::atomic<bool> isStopping = false;
};

/// The part of Serving::bodyBytes that one request holds.
class BodyShare {
public:
    explicit BodyShare(Serving &serving)
        : m_serving(serving)
    {
    }
    ~BodyShare() { m_serving.bodyBytes -= m_bytes; }
    BodyShare(const BodyShare &) = delete;
    BodyShare &operator=(const BodyShare &) = delete;

    /// False when all requests together now hold too much.
    bool growTo(qsizetype bytes)
    {
        const qsizetype more = bytes - std::exchange(m_bytes, bytes);
        return (m_serving.bodyBytes += more) <= m_serving.limits.allBodiesBytes;
    }

private:
    Serving &m_serving;
    qsizetype m_bytes = 0;
};

}
