// SPDX-License-Identifier: GPL-3.0-or-later
#include "edge/browsersession.h"

#include "edge/cookies.h"
#include "store/columns.h"

namespace sekimori::platformd {

bool mayUsePages(Role role, const TenantState &tenant, audit::EventTime now)
{
    return role != Role::Support || tenant.settings.support.isAllowedAt(toDateTime(now));
}

std::optional<BrowserSession> browserSession(const Request &request, const Passage &passage, Sessions &sessions)
{
    auto token = tokenInCookie(request, sessionCookie);
    if (!token)
        return std::nullopt;
    auto session = sessions.find(passage.tenant->id, *token, SessionKind::Browser);
    if (!session || !passage.admits(session->user) || !mayUsePages(session->role, *passage.tenant, sessions.now()))
        return std::nullopt;
    return BrowserSession{.session = *std::move(session), .token = *std::move(token)};
}

}
