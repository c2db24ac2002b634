// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/audit.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

constexpr int defaultLimit = 200;
constexpr int largestLimit = 1000;
constexpr qint64 largestNumber = 9'007'199'254'740'991; // The largest that JSON carries everywhere.

/// A query parameter in decimal digits; nothing where it is absent.
Result<std::optional<qint64>> number(const QUrlQuery &query, const QString &name, qint64 minimum, qint64 maximum)
{
    if (!query.hasQueryItem(name))
        return std::nullopt;
    const QString text = query.queryItemValue(name, QUrl::FullyDecoded);
    const bool isDigits = !text.isEmpty() && std::ranges::all_of(text, [](QChar c) { return c >= u'0' && c <= u'9'; });
    bool fits = false;
    const qint64 value = text.toLongLong(&fits);
    if (!isDigits || !fits || value < minimum || value > maximum)
        return std::unexpected(Error{
            ErrorKind::Invalid, NumberOutOfRange, {name, QString::number(minimum), QString::number(maximum)}, name});
    return value;
}

}

Response getAuditEvents(const Call &call, ApiParts &parts)
{
    const auto limit = number(call.request.query, u"limit"_s, 1, largestLimit);
    if (!limit)
        return call.refuse(limit.error());
    const auto after = number(call.request.query, u"after"_s, 1, largestNumber);
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
