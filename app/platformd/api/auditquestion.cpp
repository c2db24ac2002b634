// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/auditquestion.h"

#include "api/times.h"
#include "audit/filter/parser.h"
#include "audit/zonename.h"
#include "error/excerpt.h"
#include "error/messages.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

Result<QTimeZone> queryZone(const QUrlQuery &query)
{
    const QString name = u"zone"_s;
    if (!query.hasQueryItem(name))
        return QTimeZone(QTimeZone::UTC);
    const QString text = query.queryItemValue(name, QUrl::FullyDecoded);
    const auto zone = audit::zoneFromName(text);
    if (!zone)
        return std::unexpected(Error{ErrorKind::Invalid, ZoneUnknown, {excerpt(text)}, name});
    return *zone;
}

Response refusedFilter(const Call &call, const audit::filter::Mistake &mistake)
{
    const QTranslator *translator = call.passage.language.translator;
    Error error = mistake.error;
    error.kind = ErrorKind::Invalid;
    error.field = u"filter"_s;
    return problemWithDetail(error, translator, placeOf(mistake, translator));
}

}

QJsonObject placeOf(const audit::filter::Mistake &mistake, const QTranslator *translator)
{
    QJsonArray wanted;
    for (const Message *each : mistake.wanted)
        wanted.append(renderMessage(Error(ErrorKind::Invalid, *each), translator));
    return {{u"position"_s, mistake.place.position}, {u"length"_s, mistake.place.length}, {u"wanted"_s, wanted}};
}

QMap<QString, QJsonObject> placesOf(const FilterMistakes &mistakes, const QTranslator *translator)
{
    QMap<QString, QJsonObject> places;
    for (auto mistake = mistakes.begin(); mistake != mistakes.end(); ++mistake)
        places.insert(mistake.key(), placeOf(*mistake, translator));
    return places;
}

SearchEnd endOfLook()
{
    return std::chrono::steady_clock::now() + longestLook;
}

std::expected<AuditQuestion, Response> auditQuestion(const Call &call, audit::EventTime now)
{
    const QUrlQuery &query = call.request.query;
    const auto zone = queryZone(query);
    if (!zone)
        return std::unexpected(call.refuse(zone.error()));
    const auto span = querySpan(query);
    if (!span)
        return std::unexpected(call.refuse(span.error()));
    auto filter
        = audit::filter::parse(query.queryItemValue(u"filter"_s, QUrl::FullyDecoded), {.zone = *zone, .now = now});
    if (!filter)
        return std::unexpected(refusedFilter(call, filter.error()));
    return AuditQuestion{*std::move(filter), *zone, *span};
}

Response tooManySearches(const Call &call, const Error &error)
{
    Response response = call.refuse(error);
    response.headers.set("Retry-After", "1");
    return response;
}

}
