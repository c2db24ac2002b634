// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/standing.h"

#include "api/session.h"
#include "api/settingsdraft.h"
#include "crypto/tokens.h"
#include "edge/gateanswers.h"
#include "store/columns.h"

namespace sekimori::platformd {

std::optional<Error> objectionTo(Role role, const QString &name, const QList<Role> &roles)
{
    if (roles.contains(role))
        return std::nullopt;
    QStringList names;
    for (const Role each : roles)
        names.append(policy::nameOf(each));
    return Error{ErrorKind::Forbidden, RoleMissing, {name, names.join(u", ")}};
}

std::optional<Error> objectionTo(
    const Session &session, const QList<Role> &roles, const TenantState &tenant, const QDateTime &now)
{
    if (session.role == Role::Support && !tenant.settings.support.isAllowedAt(now))
        return Error{ErrorKind::Forbidden, SupportNotAllowed};
    return objectionTo(session.role, session.loginName, roles);
}

Response tooManyStreams(const Call &call, const Error &error)
{
    Response response = call.refuse(error);
    response.headers.set("Retry-After", "60");
    return response;
}

Standing::Standing(const Call &call, const ApiParts &parts)
    : m_tenants(parts.tenants)
    , m_sessions(parts.sessions)
    , m_tenant(call.passage.tenant->id)
    , m_subdomain(call.passage.tenant->subdomain.toLatin1())
    , m_hostName(call.request.host)
    , m_way(wayInOf(call, parts))
    , m_client(call.passage.clientText())
    , m_sessionDigest(crypto::tokenDigest(call.request.header("Sekimori-Token").value_or(QByteArray())))
    , m_role(call.session.role)
    , m_roles(call.roles)
    , m_translator(call.passage.language.translator)
{
}

std::optional<Error> Standing::objection() const
{
    const auto snapshot = m_tenants.snapshot();
    const auto tenant = snapshot->bySubdomain.value(m_subdomain);
    if (!tenant || tenant->id != m_tenant)
        return Error{ErrorKind::Misdirected, GateNoTenant, {QString::fromLatin1(m_hostName)}};
    const auto clock = [this] { return m_tenants.now(); };
    const QDateTime now = toDateTime(clock());
    WayIn way = m_way;
    way.recovery = snapshot->recoveryFor(m_tenant, m_way.client, clock);
    const auto judged = snapshot->judgedCertificate(m_tenant, m_way.certificateDer, clock);
    way.certificate = judged.facts;
    const auto decision = policy::decide(tenant->rules, attemptBy(way, tenant->settings.basicAuth, now));
    if (decision.verdict != policy::Verdict::Pass)
        return gateRefusal(decision, m_client);
    // First, since their sessions end with it.
    if (m_role == Role::Support && !tenant->settings.support.isAllowedAt(now))
        return Error{ErrorKind::Forbidden, SupportNotAllowed};
    const auto session = m_sessions.standing(m_tenant, m_sessionDigest);
    if (!session)
        return Error{ErrorKind::Unauthenticated, SessionEnded};
    Passage passage;
    passage.tenant = tenant;
    passage.decision = decision;
    passage.certificateUser = judged.user;
    if (decision.decidedBy == policy::Condition::AddressRecovered)
        passage.recovery = way.recovery;
    if (!passage.admits(session->user))
        return Error{ErrorKind::Forbidden, SessionNotHere, {m_client}};
    return objectionTo(*session, m_roles, *tenant, now);
}

}
