// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/passwordimpact.h"

#include "api/requestbody.h"
#include "store/passwordimpact.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

QJsonObject impactJson(const PasswordImpact &impact)
{
    QJsonArray due;
    for (const DuePasswords &those : impact.dueWithin)
        due.append(QJsonObject{{u"days"_s, those.days}, {u"users"_s, those.users}});
    return {
        {u"users"_s, impact.users},
        {u"mustChangeNow"_s, impact.mustChangeNow},
        {u"dueWithin"_s, due},
        {u"unknown"_s, impact.unknown},
    };
}

}

Response postPasswordImpact(const Call &call, ApiParts &parts)
{
    const auto body = jsonBody(call.request);
    if (!body)
        return call.refuse(body.error());
    const TenantState &tenant = *call.passage.tenant;
    policy::Settings drafted = tenant.settings;
    const Errors errors = policy::readSection(drafted, policy::PasswordPolicy::key, *body, policy::JsonUse::Request);
    if (!errors.isEmpty())
        return call.refuse(errors);
    const auto impact = parts.tenants.store().read([&](Database &database) {
        return passwordImpact(
            database, tenant.id, tenant.settings.passwordPolicy, drafted.passwordPolicy, parts.tenants.now());
    });
    return impact ? json(200, impactJson(*impact)) : call.refuse(impact.error());
}

}
