// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/auditbundle.h"

#include "api/auditquestion.h"
#include "api/bundlestream.h"
#include "api/numbers.h"
#include "api/times.h"
#include "store/eventsearch.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

constexpr qint64 mostNumber = std::numeric_limits<qint64>::max();

Result<BundleWish> wishByNumbers(const QUrlQuery &query)
{
    for (const QString &other : {u"since"_s, u"until"_s}) {
        if (query.hasQueryItem(other))
            return std::unexpected(Error{ErrorKind::Invalid, BundleSpanTwice, {other}, other});
    }
    const auto first = queryNumber(query, u"first"_s, 1, largestJsonNumber);
    if (!first)
        return std::unexpected(first.error());
    const auto last = queryNumber(query, u"last"_s, 1, largestJsonNumber);
    if (!last)
        return std::unexpected(last.error());
    const BundleWish wish{first->value_or(1), last->value_or(mostNumber), u"export"_s, {}};
    if (wish.last < wish.first)
        return std::unexpected(Error{ErrorKind::Invalid, BundleSpanReversed, {}, u"last"_s});
    return wish;
}

/// The numbers from the first event of @p span to its last; who tells late lies between them as well. None: 1 to 0.
Result<BundleWish> wishBySpan(Tenants &tenants, TenantId tenant, const TimeSpan &span)
{
    QStringList words;
    if (span.since)
        words << u"since: "_s + audit::toText(*span.since);
    if (span.until)
        words << u"until: "_s + audit::toText(*span.until);
    return tenants.store().search([&](Database &database) -> Result<BundleWish> {
        auto search = EventSearch::open(database, tenant, {}, span);
        if (!search)
            return std::unexpected(search.error());
        const auto first = search->above(0, 1);
        const auto last = search->below(mostNumber, 1);
        if (!first || !last)
            return std::unexpected(first ? last.error() : first.error());
        BundleWish wish{.first = 1, .last = 0, .action = u"export"_s, .span = words.join(u"; ")};
        if (!first->events.isEmpty() && !last->events.isEmpty()) {
            wish.first = first->events.first().number;
            wish.last = last->events.first().number;
        }
        return wish;
    });
}

}

Response getAuditBundle(const Call &call, ApiParts &parts)
{
    const QUrlQuery &query = call.request.query;
    if (query.hasQueryItem(u"first"_s) || query.hasQueryItem(u"last"_s)) {
        const auto wish = wishByNumbers(query);
        return wish ? sealedBundle(call, parts, *wish) : call.refuse(wish.error());
    }
    const auto span = querySpan(query);
    if (!span)
        return call.refuse(span.error());
    const TenantId tenant = call.passage.tenant->id;
    const auto right = parts.searchPlaces.take(tenant);
    if (!right)
        return tooManySearches(call, right.error());
    const auto wish = wishBySpan(parts.tenants, tenant, *span);
    return wish ? sealedBundle(call, parts, *wish) : call.refuse(wish.error());
}

}
