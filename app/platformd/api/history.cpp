// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/history.h"

#include "api/numbers.h"
#include "api/settingsdraft.h"
#include "api/times.h"
#include "policy/fieldjson.h"
#include "store/historyrows.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

constexpr int defaultLimit = 50;
constexpr int largestLimit = 200;

QJsonObject entryJson(const HistoryEntry &entry)
{
    return {
        {u"event"_s, entry.event},
        {u"section"_s, entry.section},
        {u"revision"_s, entry.revision},
        {u"at"_s, policy::toJson(entry.at, policy::JsonUse::Answer)},
        {u"by"_s, entry.by},
        {u"address"_s, entry.address},
        {u"reason"_s, entry.reason},
        {u"changes"_s, policy::toJson(entry.changes)},
    };
}

/// Numbers of events; those that stand for an event which is not known any more are 0 and below.
Result<std::optional<qint64>> placeToGoOnBelow(const QUrlQuery &query)
{
    const QString name = u"after"_s;
    const QString text = query.queryItemValue(name, QUrl::FullyDecoded);
    if (!text.startsWith(u'-'))
        return queryNumber(query, name, 0, largestJsonNumber);
    return readNumber(text.sliced(1), name, 0, largestJsonNumber).transform([](qint64 value) {
        return std::optional(-value);
    });
}

Result<HistoryFilter> filterIn(const QUrlQuery &query)
{
    HistoryFilter filter;
    filter.section = query.queryItemValue(u"section"_s, QUrl::FullyDecoded);
    if (query.hasQueryItem(u"section"_s)) {
        if (const auto unknown = problemOfSection(filter.section))
            return std::unexpected(Error{ErrorKind::Invalid, *unknown->message, unknown->arguments, u"section"_s});
    }
    filter.by = query.queryItemValue(u"by"_s, QUrl::FullyDecoded);
    if (query.hasQueryItem(u"by"_s) && filter.by.isEmpty())
        return std::unexpected(Error{ErrorKind::Invalid, QueryEmpty, {u"by"_s}, u"by"_s});
    return querySpan(query).transform([&](const TimeSpan &span) {
        filter.span = span;
        return filter;
    });
}

}

Response getSettingsHistory(const Call &call, ApiParts &parts)
{
    const QUrlQuery &query = call.request.query;
    const auto limit = queryNumber(query, u"limit"_s, 1, largestLimit);
    if (!limit)
        return call.refuse(limit.error());
    const auto after = placeToGoOnBelow(query);
    if (!after)
        return call.refuse(after.error());
    const auto filter = filterIn(query);
    if (!filter)
        return call.refuse(filter.error());
    const auto page = parts.tenants.store().read([&](Database &database) {
        return historyPage(database, call.passage.tenant->id, *filter, int(limit->value_or(defaultLimit)), *after);
    });
    if (!page)
        return call.refuse(page.error());
    QJsonArray entries;
    for (const HistoryEntry &entry : page->entries)
        entries.append(entryJson(entry));
    const QJsonValue next = page->next ? QJsonValue(*page->next) : QJsonValue(QJsonValue::Null);
    return json(200, {{u"entries"_s, entries}, {u"next"_s, next}});
}

}
