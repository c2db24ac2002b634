// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/subdomains.h"

#include "error/excerpt.h"
#include "error/messages.h"
#include "policy/subdomain.h"
#include "store/formernames.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

Response told(const QString &name, const QJsonValue &reason)
{
    return json(200, {{u"name"_s, name}, {u"isFree"_s, reason.isNull()}, {u"reason"_s, reason}});
}

}

Response getSubdomain(const Call &call, ApiParts &parts)
{
    const QString name = call.request.pathArguments.value(0);
    const auto refused = [&](const Error &error) {
        return told(excerpt(name), renderMessage(error, call.passage.language.translator));
    };
    if (const auto problem = policy::problemOfSubdomain(name))
        return refused(*problem);
    const auto free = parts.tenants.store().read(
        [&](Database &database) { return checkFree(database, name, call.passage.tenant->id, parts.tenants.now()); });
    if (free)
        return told(name, QJsonValue::Null);
    return free.error().is(messages::SubdomainTaken) ? refused(free.error()) : call.refuse(free.error());
}

}
