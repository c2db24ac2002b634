// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/services.h"

#include "api/requestbody.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

QJsonObject tokenJson(const ServiceToken &token)
{
    return {
        {u"id"_s, token.id.value},
        {u"createdAt"_s, audit::toText(token.createdAt)},
        {u"createdBy"_s, token.createdBy},
        {u"lastUsedAt"_s, token.lastUsedAt ? QJsonValue(audit::toText(*token.lastUsedAt)) : QJsonValue()},
    };
}

QJsonObject serviceJson(const TenantService &service)
{
    QJsonArray tokens;
    for (const ServiceToken &token : service.tokens)
        tokens.append(tokenJson(token));
    return {
        {u"id"_s, service.id.value},
        {u"name"_s, service.name},
        {u"url"_s, service.url.toString(QUrl::FullyEncoded)},
        {u"description"_s, service.description},
        {u"tokens"_s, tokens},
    };
}

std::expected<NewService, Errors> newServiceIn(const QJsonObject &body)
{
    const QStringList fields{u"name"_s, u"url"_s, u"description"_s};
    QJsonObject whole = body;
    if (!body.contains("description"_L1))
        whole.insert("description"_L1, QString());
    Errors errors = problemsOfShape(whole, fields);
    for (const QString &field : fields) {
        if (body.contains(field) && !body.value(field).isString())
            errors.append(Error{ErrorKind::Invalid, BodyFieldNotString, {}, field});
    }
    if (!errors.isEmpty())
        return std::unexpected(errors);
    return NewService{
        body.value("name"_L1).toString(), body.value("url"_L1).toString(), body.value("description"_L1).toString()};
}

}

Response getServices(const Call &call, ApiParts &parts)
{
    const auto services = parts.services.list(call.passage.tenant->id);
    if (!services)
        return call.refuse(services.error());
    QJsonArray array;
    for (const TenantService &service : *services)
        array.append(serviceJson(service));
    return json(200, {{u"services"_s, array}});
}

Response postService(const Call &call, ApiParts &parts)
{
    const auto body = jsonBody(call.request);
    if (!body)
        return call.refuse(body.error());
    const auto service = newServiceIn(*body);
    if (!service)
        return call.refuse(service.error());
    const auto added = parts.services.add(call.passage.tenant->id, *service, call.author());
    return added ? json(201, serviceJson(*added)) : call.refuse(added.error());
}

Response deleteService(const Call &call, ApiParts &parts)
{
    const auto removed = parts.services.remove(call.passage.tenant->id, call.idAt<ServiceTag>(0), call.author());
    return removed ? noContent() : call.refuse(removed.error());
}

Response postServiceToken(const Call &call, ApiParts &parts)
{
    const auto issued = parts.services.issueToken(call.passage.tenant->id, call.idAt<ServiceTag>(0), call.author());
    if (!issued)
        return call.refuse(issued.error());
    return json(201, {{u"id"_s, issued->id.value}, {u"token"_s, QString::fromLatin1(issued->token)}});
}

Response deleteServiceToken(const Call &call, ApiParts &parts)
{
    const auto revoked = parts.services.revokeToken(
        call.passage.tenant->id, call.idAt<ServiceTag>(0), call.idAt<ServiceTokenTag>(1), call.author());
    return revoked ? noContent() : call.refuse(revoked.error());
}

}
