// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/endpoints.h"

#include "api/audit.h"
#include "api/audittail.h"
#include "api/history.h"
#include "api/session.h"
#include "api/settings.h"
#include "api/standing.h"
#include "policy/excerpt.h"
#include "store/columns.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

/// The session of this request's token in this host's tenant, with one of the roles that @p endpoint asks for.
Result<Session> caller(const Endpoint &endpoint, const Request &request, Sessions &sessions)
{
    const QList<QByteArray> tokens = request.headerLines("Sekimori-Token");
    const auto session = tokens.size() == 1 ? sessions.find(request.passage->tenant->id, tokens.first()) : std::nullopt;
    if (!session)
        return std::unexpected(Error{ErrorKind::Unauthenticated, SessionNeeded});
    const QDateTime now = toDateTime(sessions.now());
    if (const auto objection = objectionTo(*session, *endpoint.roles, *request.passage->tenant, now))
        return std::unexpected(*objection);
    return *session;
}

std::optional<Error> problemOfQuery(const Endpoint &endpoint, const QUrlQuery &query)
{
    QSet<QString> seen;
    for (const auto &[name, value] : query.queryItems(QUrl::FullyDecoded)) {
        const QString shown = policy::excerpt(name);
        if (endpoint.query.isEmpty())
            return Error{ErrorKind::Invalid, QueryNone, {shown}, shown};
        if (!endpoint.query.contains(name))
            return Error{ErrorKind::Invalid, QueryUnknown, {shown, endpoint.query.join(u", ")}, shown};
        if (seen.contains(name))
            return Error{ErrorKind::Invalid, QueryTwice, {shown}, shown};
        seen.insert(name);
    }
    return std::nullopt;
}

}

const std::vector<Endpoint> &endpoints()
{
    using enum Role;
    const QList<Role> everybody{Administrator, Auditor, User, Support};
    const QList<Role> readers{Administrator, Auditor, Support};
    const QList<Role> administrators{Administrator};
    static const std::vector<Endpoint> table{
        {"POST", "/api/v1/session", std::nullopt, {}, postSession},
        {"GET", "/api/v1/session", everybody, {}, getSession},
        {"DELETE", "/api/v1/session", everybody, {}, deleteSession},
        {"GET", "/api/v1/settings", readers, {}, getSettings},
        {"PUT", "/api/v1/settings", administrators, {}, putSettings},
        {"POST", "/api/v1/settings/check", administrators, {}, postSettingsCheck},
        {"GET", "/api/v1/settings/history", readers,
            {u"limit"_s, u"after"_s, u"section"_s, u"by"_s, u"since"_s, u"until"_s}, getSettingsHistory},
        {"GET", "/api/v1/settings/{section}", readers, {}, getSection},
        {"PUT", "/api/v1/settings/{section}", administrators, {}, putSection},
        {"GET", "/api/v1/audit/events", readers, {u"limit"_s, u"after"_s, u"since"_s, u"until"_s}, getAuditEvents},
        {"GET", "/api/v1/audit/tail", readers, {u"after"_s}, getAuditTail},
        {"GET", "/api/v1/audit/summary", readers, {u"since"_s, u"until"_s, u"step"_s}, getAuditSummary},
    };
    return table;
}

Response answer(const Endpoint &endpoint, const Request &request, ApiParts &parts)
{
    Call call{.request = request, .passage = *request.passage};
    if (endpoint.roles) {
        auto session = caller(endpoint, request, parts.sessions);
        if (!session)
            return call.refuse(session.error());
        call.session = std::move(*session);
        call.roles = *endpoint.roles;
    }
    if (const auto unknown = problemOfQuery(endpoint, request.query))
        return call.refuse(*unknown);
    return endpoint.handler(call, parts);
}

std::vector<Route> apiRoutes(ApiParts &parts)
{
    std::vector<Route> routes;
    for (const Endpoint &endpoint : endpoints())
        routes.push_back({endpoint.method, endpoint.pattern,
            [&endpoint, &parts](const Request &request) { return answer(endpoint, request, parts); }});
    return routes;
}

}
