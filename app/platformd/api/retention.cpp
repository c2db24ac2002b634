// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/retention.h"

#include "api/auditexport.h"
#include "api/auditquestion.h"
#include "store/retention.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

using policy::AuditRetention;

Result<AuditRetention::Span> querySpanKept(const QUrlQuery &query, AuditRetention::Span inForce)
{
    const QString name = u"keepFor"_s;
    if (!query.hasQueryItem(name))
        return inForce;
    if (const auto span = policy::namedValue<AuditRetention::Span>(query.queryItemValue(name, QUrl::FullyDecoded)))
        return *span;
    QStringList known;
    for (const auto &[span, word] : policy::EnumNames<AuditRetention::Span>::names)
        known << word;
    return std::unexpected(Error{ErrorKind::Invalid, NotOneOf, {name, known.join(u", ")}, name});
}

}

Response getAuditRetention(const Call &call, ApiParts &parts)
{
    const policy::Settings &settings = call.passage.tenant->settings;
    const auto span = querySpanKept(call.request.query, settings.auditRetention.keepFor);
    if (!span)
        return call.refuse(span.error());
    const auto right = parts.searchPlaces.take(call.passage.tenant->id);
    if (!right)
        return tooManySearches(call, right.error());
    const auto forecast = forecastRetention(parts.tenants, call.session.tenant, *span, settings.tenant.timeZone);
    if (!forecast)
        return call.refuse(forecast.error());
    const bool isAny = forecast->events() > 0;
    return json(200,
        {
            {u"events"_s, forecast->events()},
            {u"first"_s, isAny ? forecast->first : 0},
            {u"last"_s, isAny ? forecast->last : 0},
            {u"before"_s, audit::toText(forecast->before)},
            {u"oldestKept"_s, forecast->last + 1},
        });
}

}
