// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/bodystream.h"
#include "http/refusal.h"
#include "http/responsewriter.h"
#include "http/serving.h"

#include <exception>

namespace sekimori::platformd {

class TlsSession;

/// What the handler answers. Throws nothing: a handler that does is reported, and answered for without details.
Outgoing handled(Serving &serving, Request request, AnswerForm &form);
/// The next piece of @p stream; nothing where it fails, which is reported.
std::optional<BodyStream::Piece> nextPiece(BodyStream &stream, bool isStopping);

Outgoing refused(const Refusal &refusal, AnswerForm form);
Refusal tooSlow(const Message &message, ListenerLimits::Duration limit);
Refusal tooBusy();
/// Why a request for @p host does not belong on this connection, if so.
std::optional<Refusal> misdirection(const QByteArray &host, const TlsSession &session);

/// Notes in the service's log that @p peer read too slowly what came in pieces, and was cut off.
void reportSlowReader(const IpAddress &peer, ListenerLimits::Duration limit);

/// Notes in the service's log what @p failure was that ended @p what; nothing when there was none.
void report(const std::exception_ptr &failure, const char *what);

}
