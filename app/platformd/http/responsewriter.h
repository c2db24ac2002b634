// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/response.h"

#include <chrono>

namespace sekimori::platformd {

/// The bytes of one answer and how many of them have gone out. The body is kept apart when it is large, so that it is
/// not copied.
struct Outgoing {
    QByteArray head;
    QByteArray body = {};
    std::shared_ptr<BodyStream> stream = {}; ///< comes behind both
    qsizetype sent = 0;

    /// The next piece to send; empty at the end.
    QByteArrayView rest() const;
};

struct AnswerForm {
    bool hasBody = true; ///< false for HEAD
    bool keepsConnection = true;
    bool takesChunks = true; ///< false for HTTP/1.0: there a body that comes in pieces ends with the connection
};

/// @p response as HTTP/1.1, with the header policy applied.
Outgoing written(Response response, AnswerForm form, std::chrono::sys_seconds now);

/// One piece of a body that comes in pieces; with @p isLast also its end.
Outgoing writtenPiece(const QByteArray &bytes, bool isLast, AnswerForm form);

}
