// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edge/browsersession.h"
#include "edge/gate.h"

namespace sekimori::platformd {

inline constexpr Message AuthorizeForProxies{"authorize.forProxies",
    QT_TRANSLATE_NOOP("Messages", "Only proxies that this platform's operator has named get an answer here.")};
inline constexpr Message AuthorizeUnclear{"authorize.unclear",
    QT_TRANSLATE_NOOP("Messages",
        "The proxy does not say clearly which request it asks about. It has to send X-Forwarded-Host once, with one "
        "host name.")};

inline constexpr Message SupportOnlyLooks{
    "session.supportOnlyLooks", QT_TRANSLATE_NOOP("Messages", "The platform's staff may look here, and send nothing.")};

/// Answers proxies that ask whether a request of somebody else's may go on to a web application (`auth_request` of
/// nginx and its like). 204: yes, and who it is. 401 with `WWW-Authenticate`: the gate's pair is wanted. 401 with
/// `Sekimori-Sign-In`: sign in there first. What else the gate answers is told as it is. A proxy that shows people no
/// answers to its question gets the page for them from /edge/explain, which is the same and counts no refusal twice.
/// The platform's staff may read, and the log tells what.
class Authorize {
public:
    Authorize(Gate &gate, Sessions &sessions, const GateAnswers &answers, IpSet namedProxies, ViewReport views)
        : m_gate(gate)
        , m_sessions(sessions)
        , m_answers(answers)
        , m_namedProxies(std::move(namedProxies))
        , m_views(std::move(views))
    {
    }

    /// Whether @p request asks for this; such a one does not go through the gate itself.
    static bool isAskedBy(const Request &request);

    Response answer(const Request &asked);

private:
    std::optional<Error> objectionToStaff(
        const Session &session, const Request &original, const Passage &passage) const;
    Response signInFirst(const Request &asked, const Request &original, const Passage &passage) const;

    Gate &m_gate;
    Sessions &m_sessions;
    const GateAnswers &m_answers;
    const IpSet m_namedProxies;
    const ViewReport m_views;
};

}
