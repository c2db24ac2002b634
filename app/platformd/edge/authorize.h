// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edge/gate.h"
#include "store/sessions.h"

namespace sekimori::platformd {

inline constexpr Message AuthorizeForProxies{"authorize.forProxies",
    QT_TRANSLATE_NOOP("Messages", "Only proxies that this platform's operator has named get an answer here.")};
inline constexpr Message AuthorizeUnclear{"authorize.unclear",
    QT_TRANSLATE_NOOP("Messages",
        "The proxy does not say clearly which request it asks about. It has to send X-Forwarded-Host once, with one "
        "host name.")};

/// Answers proxies that ask whether a request of somebody else's may go on to a web application (`auth_request` of
/// nginx and its like). 204: yes, and who it is. 401 with `WWW-Authenticate`: the gate's pair is wanted. 401 with
/// `Sekimori-Sign-In`: sign in there first. What else the gate answers is told as it is. A proxy that shows people no
/// answers to its question gets the page for them from /edge/explain, which is the same and counts no refusal twice.
class Authorize {
public:
    Authorize(Gate &gate, Sessions &sessions, const GateAnswers &answers, policy::IpSet namedProxies)
        : m_gate(gate)
        , m_sessions(sessions)
        , m_answers(answers)
        , m_namedProxies(std::move(namedProxies))
    {
    }

    /// Whether @p request asks for this; such a one does not go through the gate itself.
    static bool isAskedBy(const Request &request);

    Response answer(const Request &asked);

private:
    Response signInFirst(const Request &asked, const Request &original, const Passage &passage) const;

    Gate &m_gate;
    Sessions &m_sessions;
    const GateAnswers &m_answers;
    const policy::IpSet m_namedProxies;
};

}
