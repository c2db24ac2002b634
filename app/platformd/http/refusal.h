// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"

namespace sekimori::platformd {

/// An answer that the listener gives itself, before any handler; the connection ends after it.
struct Refusal {
    int status;
    Error error;
};

inline constexpr Message RequestMalformed{"http.requestMalformed",
    QT_TRANSLATE_NOOP("Messages", "The request is not well-formed HTTP/1.1 (%1). Nothing of it was used.")};
inline constexpr Message TargetMalformed{"http.targetMalformed",
    QT_TRANSLATE_NOOP("Messages",
        "The request's target is not a path. Send one that begins with “/”, in ASCII and "
        "without a fragment.")};
inline constexpr Message FramingAmbiguous{"http.framingAmbiguous",
    QT_TRANSLATE_NOOP("Messages",
        "Where the request's body ends can be read in two ways. Send one Content-Length, or "
        "“Transfer-Encoding: chunked” alone, without chunk extensions.")};
inline constexpr Message FoldedHeader{"http.foldedHeader",
    QT_TRANSLATE_NOOP("Messages", "A header is spread over several lines, which is obsolete. Send each on one line.")};
inline constexpr Message HostMalformed{"http.hostMalformed",
    QT_TRANSLATE_NOOP(
        "Messages", "The request needs exactly one Host header with a host name and, if wanted, a port.")};
inline constexpr Message ExpectationUnknown{"http.expectationUnknown",
    QT_TRANSLATE_NOOP(
        "Messages", "The header Expect has a value that nobody here can meet. Only “100-continue” is known.")};
inline constexpr Message HeaderTooLarge{"http.headerTooLarge",
    QT_TRANSLATE_NOOP("Messages", "The request's header is larger than %1 bytes. Send fewer or shorter headers.")};
inline constexpr Message BodyTooLarge{"http.bodyTooLarge",
    QT_TRANSLATE_NOOP("Messages", "The request's body is larger than %1 bytes. Send it in several requests.")};
inline constexpr Message HeaderTooSlow{"http.headerTooSlow",
    QT_TRANSLATE_NOOP("Messages", "The request's header was not complete within %1 seconds. Send it again.")};
inline constexpr Message BodyTooSlow{"http.bodyTooSlow",
    QT_TRANSLATE_NOOP("Messages",
        "The request's body was not complete within %1 seconds. Send it again over a faster "
        "connection, or in several requests.")};
inline constexpr Message ServerNameMissing{"http.serverNameMissing",
    QT_TRANSLATE_NOOP("Messages",
        "The connection was opened without a server name (TLS SNI). Connect by host name, "
        "not by address.")};
inline constexpr Message ServerNameUnknown{
    "http.serverNameUnknown", QT_TRANSLATE_NOOP("Messages", "Nobody here is called “%1”. Check the host name.")};
inline constexpr Message HostDiffers{"http.hostDiffers",
    QT_TRANSLATE_NOOP("Messages",
        "The request is for “%1”, but the connection was opened for “%2”. Open one for each "
        "host name.")};
inline constexpr Message ServiceBusy{"http.serviceBusy",
    QT_TRANSLATE_NOOP("Messages", "The service has more to do than it can take. Try again in a few seconds.")};
inline constexpr Message HandlerFailed{"http.handlerFailed",
    QT_TRANSLATE_NOOP("Messages",
        "The service failed while it handled the request. Its operator finds the reason in "
        "the service's log.")};

}
