// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/audit.h"

#include "api/numbers.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

constexpr int defaultLimit = 200;
constexpr int largestLimit = 1000;

}

Response getAuditEvents(const Call &call, ApiParts &parts)
{
    const auto limit = queryNumber(call.request.query, u"limit"_s, 1, largestLimit);
    if (!limit)
        return call.refuse(limit.error());
    const auto after = queryNumber(call.request.query, u"after"_s, 1, largestJsonNumber);
    if (!after)
        return call.refuse(after.error());
    const auto page = parts.tenants.events(call.passage.tenant->id, int(limit->value_or(defaultLimit)), *after);
    if (!page)
        return call.refuse(page.error());
    QJsonArray events;
    for (const audit::Event &event : page->events)
        events.append(audit::toJson(event));
    const QJsonValue next = page->next ? QJsonValue(*page->next) : QJsonValue(QJsonValue::Null);
    return json(200, {{u"events"_s, events}, {u"next"_s, next}});
}

}
