// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/historyclient.h"

#include "platform/answerreading.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::platform {

namespace {
std::optional<HistoryEntry> readEntry(const QJsonObject &json)
{
    const auto at = audit::timeFromText(json["at"_L1].toString());
    HistoryEntry entry{
        .event = json["event"_L1].toInteger(),
        .section = json["section"_L1].toString(),
        .revision = json["revision"_L1].toInteger(-1),
        .at = at.value_or(audit::EventTime()),
        .by = json["by"_L1].toString(),
        .address = json["address"_L1].toString(),
        .reason = json["reason"_L1].toString(),
        .changes = policy::fieldChangesFromJson(json["changes"_L1].toArray()),
    };
    const bool isWhole = json["event"_L1].isDouble() && !entry.section.isEmpty() && entry.revision >= 0 && at
        && json["changes"_L1].isArray();
    return isWhole ? std::optional(entry) : std::nullopt;
}

Answer<HistoryPage> readPage(const QJsonObject &json)
{
    if (!json["entries"_L1].isArray())
        return nonsense(u"entries"_s);
    const QJsonArray entries = json["entries"_L1].toArray();
    HistoryPage page;
    page.entries.reserve(entries.size());
    for (const QJsonValue &each : entries) {
        const auto entry = readEntry(each.toObject());
        if (!entry)
            return nonsense(u"entries[%1]"_s.arg(page.entries.size()));
        page.entries.append(*entry);
    }
    if (json["next"_L1].isDouble())
        page.next = json["next"_L1].toInteger();
    return page;
}

QString encoded(const QString &text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text));
}
}

Pending HistoryClient::page(
    int limit, const HistoryFilter &filter, std::optional<qint64> after, Callback<HistoryPage> callback)
{
    QUrlQuery query;
    query.addQueryItem(u"limit"_s, QString::number(std::clamp(limit, 1, mostEntries)));
    if (after)
        query.addQueryItem(u"after"_s, QString::number(*after));
    if (!filter.section.isEmpty())
        query.addQueryItem(u"section"_s, encoded(filter.section));
    if (!filter.by.isEmpty())
        query.addQueryItem(u"by"_s, encoded(filter.by));
    if (filter.since.isValid())
        query.addQueryItem(u"since"_s, filter.since.toUTC().toString(Qt::ISODateWithMs));
    if (filter.until.isValid())
        query.addQueryItem(u"until"_s, filter.until.toUTC().toString(Qt::ISODateWithMs));
    return m_connection.read<HistoryPage>(
        {.path = u"/settings/history"_s, .query = query}, readPage, std::move(callback));
}

}
