// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edge/passage.h"
#include "http/request.h"
#include "store/sessions.h"

#include <functional>

namespace sekimori::platformd {

/// A session that a browser showed by its cookie.
struct BrowserSession {
    Session session;
    QByteArray token;
};

/// Told before the platform's staff are shown something of a tenant's; where it fails, they are not.
using ViewReport = std::function<Result<void>(const Session &session, const QString &resource, const QString &client)>;

/// Whether somebody of @p role may use @p tenant's pages at @p now: the platform's staff only while it is let.
bool mayUsePages(Role role, const TenantState &tenant, audit::EventTime now);

/// Nothing where the cookie is not there, its session has ended, or this host does not admit its user. Counts as a
/// use.
std::optional<BrowserSession> browserSession(const Request &request, const Passage &passage, Sessions &sessions);

}
