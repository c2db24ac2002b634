// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/endpoints.h"

#include "api/alerts.h"
#include "api/archives.h"
#include "api/auditbundle.h"
#include "api/auditevents.h"
#include "api/auditexport.h"
#include "api/auditsummary.h"
#include "api/audittail.h"
#include "api/certificatecalendar.h"
#include "api/certificates.h"
#include "api/deliveries.h"
#include "api/history.h"
#include "api/images.h"
#include "api/intake.h"
#include "api/integrity.h"
#include "api/locks.h"
#include "api/passwordimpact.h"
#include "api/retention.h"
#include "api/services.h"
#include "api/session.h"
#include "api/sessions.h"
#include "api/settings.h"
#include "api/standing.h"
#include "api/subdomains.h"
#include "api/userfiles.h"
#include "api/users.h"
#include "error/excerpt.h"
#include "store/columns.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

/// Notes in @p call whose token in this host's tenant came with the request: a person's session or another service's.
std::optional<Error> problemOfCaller(const Endpoint &endpoint, Call &call, ApiParts &parts)
{
    const TenantState &tenant = *call.passage.tenant;
    const QList<QByteArray> tokens = call.request.headerLines("Sekimori-Token");
    if (tokens.size() != 1)
        return Error{ErrorKind::Unauthenticated, SessionNeeded};
    if (auto session = parts.sessions.find(tenant.id, tokens.first())) {
        if (!call.passage.admits(session->user))
            return Error{ErrorKind::Forbidden, SessionNotHere, {call.passage.clientText()}};
        call.session = std::move(*session);
        return objectionTo(call.session, *endpoint.roles, tenant, toDateTime(parts.sessions.now()));
    }
    if (auto service = parts.services.find(tenant.id, tokens.first())) {
        if (call.passage.recovery)
            return Error{ErrorKind::Forbidden, SessionNotHere, {call.passage.clientText()}};
        call.service = std::move(*service);
        return objectionTo(Role::Service, call.service.name, *endpoint.roles);
    }
    return Error{ErrorKind::Unauthenticated, SessionNeeded};
}

std::optional<Error> problemOfQuery(const Endpoint &endpoint, const QUrlQuery &query)
{
    QSet<QString> seen;
    for (const auto &[name, value] : query.queryItems(QUrl::FullyDecoded)) {
        const QString shown = excerpt(name);
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

/// What the platform's staff see stands in the tenant's log before they see it. Their own session is none of the
/// tenant's data.
Response told(Response response, const Endpoint &endpoint, const Call &call, ApiParts &parts)
{
    constexpr QByteArrayView root = "/api/v1/";
    const bool isOwn = endpoint.pattern == "/api/v1/session";
    if (call.session.role != Role::Support || isOwn || response.status >= 300)
        return response;
    const QString resource = excerpt(QString::fromLatin1(call.request.path.sliced(root.size())));
    const auto noted = parts.supportViews.note(call.session, resource, call.passage.clientText());
    return noted ? response : call.refuse(noted.error());
}

}

const std::vector<Endpoint> &endpoints()
{
    using enum Role;
    const QList<Role> everybody{Administrator, Auditor, User, Support};
    const QList<Role> ownUsers{Administrator, Auditor, User};
    const QList<Role> readers{Administrator, Auditor, Support};
    const QList<Role> exporters{Administrator, Auditor};
    const QList<Role> administrators{Administrator};
    const QList<Role> services{Service};
    static const std::vector<Endpoint> table{
        {"POST", "/api/v1/session", std::nullopt, {}, postSession},
        {"GET", "/api/v1/session", everybody, {}, getSession},
        {"DELETE", "/api/v1/session", everybody, {}, deleteSession},
        {"POST", "/api/v1/session/password", ownUsers, {}, postSessionPassword},
        {"GET", "/api/v1/sessions", readers, {u"limit"_s, u"after"_s, u"user"_s}, getSessions},
        {"DELETE", "/api/v1/sessions", everybody, {}, deleteOtherSessions},
        {"DELETE", "/api/v1/users/{user}/sessions", administrators, {}, deleteUserSessions},
        {"GET", "/api/v1/settings", readers, {}, getSettings},
        {"PUT", "/api/v1/settings", administrators, {}, putSettings},
        {"POST", "/api/v1/settings/check", administrators, {}, postSettingsCheck},
        {"POST", "/api/v1/settings/password-impact", administrators, {}, postPasswordImpact},
        {"GET", "/api/v1/settings/history", readers,
            {u"limit"_s, u"after"_s, u"section"_s, u"by"_s, u"since"_s, u"until"_s}, getSettingsHistory},
        {"GET", "/api/v1/settings/{section}", readers, {}, getSection},
        {"PUT", "/api/v1/settings/{section}", administrators, {}, putSection},
        {"GET", "/api/v1/audit/events", readers,
            {u"limit"_s, u"after"_s, u"above"_s, u"at"_s, u"filter"_s, u"zone"_s, u"since"_s, u"until"_s},
            getAuditEvents},
        {"GET", "/api/v1/audit/tail", readers, {u"after"_s}, getAuditTail},
        {"GET", "/api/v1/audit/summary", readers,
            {u"filter"_s, u"zone"_s, u"since"_s, u"until"_s, u"step"_s, u"bars"_s, u"resume"_s}, getAuditSummary},
        {"GET", "/api/v1/audit/values", readers, {u"field"_s, u"start"_s, u"limit"_s}, getAuditValues},
        {"GET", "/api/v1/audit/export", readers,
            {u"filter"_s, u"zone"_s, u"since"_s, u"until"_s, u"format"_s, u"pack"_s, u"spreadsheet"_s}, getAuditExport},
        {"GET", "/api/v1/audit/retention", readers, {u"keepFor"_s}, getAuditRetention},
        {"GET", "/api/v1/audit/archives", readers, {}, getAuditArchives},
        {"GET", "/api/v1/audit/archives/{archive}", readers, {}, getAuditArchive},
        {"GET", "/api/v1/audit/bundle", readers, {u"first"_s, u"last"_s, u"since"_s, u"until"_s}, getAuditBundle},
        {"GET", "/api/v1/audit/log-key", readers, {}, getLogKey},
        {"GET", "/api/v1/audit/integrity", readers, {}, getIntegrity},
        {"POST", "/api/v1/audit/integrity/check", administrators, {}, postIntegrityCheck},
        {"POST", "/api/v1/audit/events", services, {}, postAuditEvents},
        {"GET", "/api/v1/alerts/summary", readers, {}, getMailSummary},
        {"GET", "/api/v1/alerts/deliveries", readers, {u"limit"_s, u"after"_s, u"state"_s, u"kind"_s, u"topic"_s},
            getDeliveries},
        {"GET", "/api/v1/alerts/deliveries/{mail}", readers, {}, getDelivery},
        {"POST", "/api/v1/alerts/deliveries/{mail}/again", administrators, {}, postDeliveryAgain},
        {"POST", "/api/v1/alerts/deliveries/{mail}/now", administrators, {}, postDeliveryNow},
        {"POST", "/api/v1/alerts/test", administrators, {}, postAlertTest},
        {"POST", "/api/v1/alerts/forecast", readers, {}, postAlertForecast},
        {"POST", "/api/v1/images", administrators, {}, postImage},
        {"GET", "/api/v1/images/{image}", readers, {}, getImage},
        {"GET", "/api/v1/subdomains/{name}", administrators, {}, getSubdomain},
        {"GET", "/api/v1/locks", readers, {}, getLocks},
        {"POST", "/api/v1/locks/unlock", administrators, {}, postUnlock},
        {"GET", "/api/v1/certificates", readers, {u"limit"_s, u"after"_s, u"search"_s, u"state"_s, u"order"_s},
            getCertificates},
        {"POST", "/api/v1/certificates", administrators, {}, postCertificates},
        {"GET", "/api/v1/certificates/of/{user}", readers, {}, getCertificatesOf},
        {"GET", "/api/v1/certificates/authority", readers, {}, getCertificateAuthority},
        {"GET", "/api/v1/certificates/authority/file", readers, {}, getCertificateAuthorityFile},
        {"GET", "/api/v1/certificates/calendar", readers, {}, getCertificateCalendar},
        {"POST", "/api/v1/certificates/revoke", administrators, {}, postCertificateRevocation},
        {"POST", "/api/v1/certificates/permission", administrators, {}, postCertificatePermission},
        {"POST", "/api/v1/certificates/files", administrators, {}, postCertificateFiles},
        {"GET", "/api/v1/services", readers, {}, getServices},
        {"POST", "/api/v1/services", administrators, {}, postService},
        {"DELETE", "/api/v1/services/{service}", administrators, {}, deleteService},
        {"POST", "/api/v1/services/{service}/tokens", administrators, {}, postServiceToken},
        {"DELETE", "/api/v1/services/{service}/tokens/{token}", administrators, {}, deleteServiceToken},
        {"GET", "/api/v1/users", readers, {u"limit"_s, u"after"_s, u"search"_s, u"role"_s, u"filter"_s}, getUsers},
        {"POST", "/api/v1/users", administrators, {}, postUser},
        {"GET", "/api/v1/users/{user}", readers, {}, getUser},
        {"PUT", "/api/v1/users/{user}", administrators, {}, putUser},
        {"DELETE", "/api/v1/users/{user}", administrators, {}, deleteUser},
        {"POST", "/api/v1/users/{user}/password", administrators, {}, postUserPassword},
        {"POST", "/api/v1/users/import", administrators, {u"apply"_s}, postUsersImport},
        {"GET", "/api/v1/users/export", exporters, {}, getUsersExport},
    };
    return table;
}

Response answer(const Endpoint &endpoint, const Request &request, ApiParts &parts)
{
    Call call{.request = request, .passage = *request.passage};
    if (endpoint.roles) {
        if (const auto problem = problemOfCaller(endpoint, call, parts))
            return call.refuse(*problem);
        call.roles = *endpoint.roles;
    }
    if (const auto unknown = problemOfQuery(endpoint, request.query))
        return call.refuse(*unknown);
    return told(endpoint.handler(call, parts), endpoint, call, parts);
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
