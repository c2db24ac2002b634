// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/archives.h"

#include "api/auditquestion.h"
#include "api/bundlestream.h"
#include "error/excerpt.h"
#include "store/logmonths.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

Result<QList<LogMonth>> monthsFor(const Call &call, ApiParts &parts)
{
    const QString zone = call.passage.tenant->settings.tenant.timeZone;
    return parts.tenants.store().search(
        [&](Database &database) { return logMonths(database, call.session.tenant, zone, parts.tenants.now()); });
}

QString nameOf(LogMonth::State state)
{
    switch (state) {
    case LogMonth::State::Open:
        return u"open"_s;
    case LogMonth::State::Closed:
        return u"closed"_s;
    case LogMonth::State::Damaged:
        return u"damaged"_s;
    }
    std::unreachable();
}

QJsonObject toJson(const LogMonth &month, const QString &zone)
{
    return {
        {u"id"_s, month.month.text()},
        {u"first"_s, month.first},
        {u"last"_s, month.last},
        {u"since"_s, audit::toText(beginOfDay(month.month.firstDay(), zone))},
        {u"until"_s, audit::toText(beginOfDay(month.month.next().firstDay(), zone))},
        {u"events"_s, month.size()},
        {u"bytes"_s, month.state == LogMonth::State::Open ? QJsonValue() : QJsonValue(month.bytes)},
        {u"state"_s, nameOf(month.state)},
        {u"closedAt"_s, month.closedAt ? QJsonValue(audit::toText(*month.closedAt)) : QJsonValue()},
    };
}

}

Response getAuditArchives(const Call &call, ApiParts &parts)
{
    const auto right = parts.searchPlaces.take(call.passage.tenant->id);
    if (!right)
        return tooManySearches(call, right.error());
    const auto months = monthsFor(call, parts);
    if (!months)
        return call.refuse(months.error());
    QJsonArray archives;
    for (const LogMonth &month : *months)
        archives.append(toJson(month, call.passage.tenant->settings.tenant.timeZone));
    return json(200, {{u"archives"_s, archives}});
}

Response getAuditArchive(const Call &call, ApiParts &parts)
{
    const QString id = call.request.pathArguments.value(0);
    const auto right = parts.searchPlaces.take(call.passage.tenant->id);
    if (!right)
        return tooManySearches(call, right.error());
    const auto months = monthsFor(call, parts);
    if (!months)
        return call.refuse(months.error());
    const auto wanted = Month::fromText(id);
    const auto found = std::ranges::find_if(*months, [&](const LogMonth &month) { return month.month == wanted; });
    if (found == months->end())
        return call.refuse(Error{ErrorKind::NotFound, ArchiveUnknown, {excerpt(id)}});
    return sealedBundle(call, parts,
        {.first = found->first, .last = found->last, .action = u"download archive"_s, .span = u"month: "_s + id});
}

}
