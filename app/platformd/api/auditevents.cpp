// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/auditevents.h"

#include "api/auditquestion.h"
#include "api/numbers.h"
#include "api/times.h"
#include "store/eventvalues.h"
#include "store/nearestevent.h"

#include <QJsonArray>

#include <algorithm>
#include <array>
#include <limits>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

constexpr int defaultLimit = 200;
constexpr int largestLimit = 1000;
constexpr int defaultValues = 20;
constexpr int mostValues = 100;

using audit::Field;

constexpr std::array fieldsWithValues{std::pair{"source"_L1, Field::Source}, std::pair{"user"_L1, Field::User},
    std::pair{"service"_L1, Field::Service}, std::pair{"module"_L1, Field::Module},
    std::pair{"action"_L1, Field::Action}, std::pair{"result"_L1, Field::Result}, std::pair{"level"_L1, Field::Level}};

/// Where in the log a page lies; at most one of them.
struct Place {
    std::optional<qint64> after;
    std::optional<qint64> above;
    std::optional<audit::EventTime> at;
};

struct Page {
    QList<audit::Event> events; ///< newest first
    std::optional<qint64> next; ///< none: nothing older
    std::optional<qint64> above; ///< none: nothing newer, or not looked for
    std::optional<qint64> near;
    bool isPartial = false;
};

Result<Place> placeOf(const QUrlQuery &query)
{
    const auto after = queryNumber(query, u"after"_s, 1, largestJsonNumber);
    if (!after)
        return std::unexpected(after.error());
    const auto above = queryNumber(query, u"above"_s, 0, largestJsonNumber);
    if (!above)
        return std::unexpected(above.error());
    const auto at = queryTime(query, u"at"_s);
    if (!at)
        return std::unexpected(at.error());
    if (int(after->has_value()) + int(above->has_value()) + int(at->has_value()) > 1)
        return std::unexpected(Error{ErrorKind::Invalid, PlacesSeveral, {}, above->has_value() ? u"above"_s : u"at"_s});
    return Place{*after, *above, *at};
}

void addBelow(Page &page, const FoundEvents &found, int limit)
{
    page.isPartial = page.isPartial || (!found.isThrough && found.events.size() < limit);
    page.events += found.events;
    if (!found.isThrough)
        page.next = found.reached;
}

void addAbove(Page &page, const FoundEvents &found, int limit)
{
    page.isPartial = page.isPartial || (!found.isThrough && found.events.size() < limit);
    page.events = found.events + page.events;
    std::ranges::reverse(page.events.begin(), page.events.begin() + found.events.size());
    if (!found.isThrough)
        page.above = found.reached;
}

Result<Page> pageBelow(EventSearch &search, qint64 below, int limit)
{
    return search.below(below, limit, endOfLook()).transform([&](const FoundEvents &found) {
        Page page;
        addBelow(page, found, limit);
        return page;
    });
}

Result<Page> pageAbove(EventSearch &search, qint64 above, int limit)
{
    return search.above(above, limit, endOfLook()).transform([&](const FoundEvents &found) {
        Page page;
        addAbove(page, found, limit);
        page.next = (found.events.isEmpty() ? above : found.events.first().number - 1) + 1;
        return page;
    });
}

/// A half of what is wanted above, the others from the event itself down.
Result<Page> pageAround(EventSearch &search, qint64 number, int limit)
{
    const SearchEnd end = endOfLook();
    const int half = limit / 2;
    Page page;
    page.near = number;
    if (half > 0) {
        const auto above = search.above(number, half, end);
        if (!above)
            return std::unexpected(above.error());
        addAbove(page, *above, half);
    }
    const int rest = limit - int(page.events.size());
    return search.below(number + 1, rest, end).transform([&](const FoundEvents &found) {
        addBelow(page, found, rest);
        return page;
    });
}

Result<Page> pageAt(Database &database, TenantId tenant, const AuditQuestion &question, const Place &place, int limit)
{
    auto search = EventSearch::open(database, tenant, question.filter, question.span);
    if (!search)
        return std::unexpected(search.error());
    if (place.above)
        return pageAbove(*search, *place.above, limit);
    if (!place.at)
        return pageBelow(*search, place.after.value_or(std::numeric_limits<qint64>::max()), limit);
    const auto nearest = nearestEvent(database, tenant, *place.at);
    if (!nearest)
        return std::unexpected(nearest.error());
    return *nearest ? pageAround(*search, **nearest, limit) : Page();
}

QJsonValue orNull(const std::optional<qint64> &number)
{
    return number ? QJsonValue(*number) : QJsonValue(QJsonValue::Null);
}

QJsonObject toJson(const Page &page)
{
    QJsonArray events;
    for (const audit::Event &event : page.events)
        events.append(audit::toJson(event));
    QJsonObject json{{u"events"_s, events}, {u"next"_s, orNull(page.next)}, {u"above"_s, orNull(page.above)},
        {u"isPartial"_s, page.isPartial}};
    if (page.near)
        json.insert(u"near"_s, *page.near);
    return json;
}

Result<Field> queryField(const QUrlQuery &query)
{
    const QString name = u"field"_s;
    const QString text = query.queryItemValue(name, QUrl::FullyDecoded);
    const auto found = std::ranges::find(fieldsWithValues, text, [](const auto &each) { return QString(each.first); });
    if (found != fieldsWithValues.end())
        return found->second;
    QStringList names;
    for (const auto &each : fieldsWithValues)
        names << each.first;
    return std::unexpected(Error{ErrorKind::Invalid, FieldWithoutValues, {name, names.join(u", ")}, name});
}

}

Response getAuditEvents(const Call &call, ApiParts &parts)
{
    const auto limit = queryNumber(call.request.query, u"limit"_s, 1, largestLimit);
    if (!limit)
        return call.refuse(limit.error());
    const auto place = placeOf(call.request.query);
    if (!place)
        return call.refuse(place.error());
    const auto question = auditQuestion(call, parts.tenants.now());
    if (!question)
        return question.error();
    const TenantId tenant = call.passage.tenant->id;
    const auto right = parts.searchPlaces.take(tenant);
    if (!right)
        return tooManySearches(call, right.error());
    const auto page = parts.tenants.store().search([&](Database &database) {
        return pageAt(database, tenant, *question, *place, int(limit->value_or(defaultLimit)));
    });
    return page ? json(200, toJson(*page)) : call.refuse(page.error());
}

Response getAuditValues(const Call &call, ApiParts &parts)
{
    const QUrlQuery &query = call.request.query;
    const auto field = queryField(query);
    if (!field)
        return call.refuse(field.error());
    const auto limit = queryNumber(query, u"limit"_s, 1, mostValues);
    if (!limit)
        return call.refuse(limit.error());
    const TenantId tenant = call.passage.tenant->id;
    const auto right = parts.searchPlaces.take(tenant);
    if (!right)
        return tooManySearches(call, right.error());
    const auto values = parts.tenants.store().search([&](Database &database) {
        return eventValues(database, tenant, *field, query.queryItemValue(u"start"_s, QUrl::FullyDecoded),
            int(limit->value_or(defaultValues)));
    });
    if (!values)
        return call.refuse(values.error());
    QJsonArray array;
    for (const ValueCount &value : *values)
        array.append(QJsonObject{{u"value"_s, value.value}, {u"count"_s, value.count}});
    return json(200, {{u"values"_s, array}});
}

}
