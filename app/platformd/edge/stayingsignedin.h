// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edge/formbody.h"
#include "edge/html.h"
#include "edge/passage.h"
#include "http/request.h"
#include "http/response.h"
#include "store/stays.h"

namespace sekimori::platformd {

/// The browser's side of sessions: opens them, with or without staying signed in, and signs a browser in again that
/// stays. It knows cookies and no pages but the one box to tick.
class StayingSignedIn {
public:
    StayingSignedIn(Tenants &tenants, Sessions &sessions)
        : m_sessions(sessions)
        , m_stays(tenants, sessions)
    {
    }

    /// What a browser is given.
    struct Opened {
        QByteArray session;
        std::optional<Stays::Token> stay;
    };

    /// For the sign-in form; nothing where the tenant lets nobody stay.
    static Html box(const Passage &passage, bool isTicked);
    static bool isTicked(const Form &form);

    /// For @p user, who has just proven himself; @p stays where he ticked the box.
    Result<Opened> open(const Passage &passage, const User &user, bool stays);
    /// For whoever comes with nothing but the token of a browser that stays.
    std::expected<Opened, Stays::NotRenewed> openAgain(const Request &request);
    /// Ends the automatic sign-in of the browser that sends @p request, whatever else it sends.
    Result<void> end(const Request &request);

    static void give(Response &response, const Passage &passage, const Opened &opened);

private:
    Sessions &m_sessions;
    Stays m_stays;
};

}
