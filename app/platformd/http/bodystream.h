// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <chrono>
#include <functional>

namespace sekimori::platformd {

/// A body that comes in pieces: it grows while the client reads (a live tail), or is too large to be held whole (an
/// export). The connection pulls each piece when the one before has gone out, so that a slow reader costs one piece of
/// memory and no thread; one that takes longer over a piece than an answer may take is closed.
class BodyStream {
public:
    using Wake = std::function<void()>;

    struct Piece {
        QByteArray bytes = {}; ///< may be empty; tens of KiB at most
        bool isLast = false;
        /// It cannot be brought to its end: nothing of this piece is sent, and the connection ends without the body's
        /// end, so that nobody takes what came for the whole.
        bool isBroken = false;
        std::chrono::milliseconds pause{0}; ///< when to ask again at the latest; none: as soon as this has gone out
    };

    virtual ~BodyStream() = default;

    /// Called once, before the first piece; never for HEAD. @p wake ends a pause early. It may be called from any
    /// thread and at any time as long as the stream lives, and is cheap.
    virtual void begin(const Wake &wake) = 0;

    /// What can be sent now. Called on the handlers' threads, one call at a time, with nobody waiting for it but this
    /// client; it may block as a handler may. @p isStopping: the service stops, and this should be the last piece.
    virtual Piece next(bool isStopping) = 0;
};

/// How many answers may go on and on at the same time; whoever makes them counts.
struct StreamLimits {
    int perSession = 8;
    int perTenant = 200;
    int all = 2'000;
};

}
