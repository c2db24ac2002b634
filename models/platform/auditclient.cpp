// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/auditclient.h"

#include "platform/answerreading.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::platform {

namespace {
Answer<AuditPage> readPage(const QJsonObject &json)
{
    if (!json["events"_L1].isArray())
        return nonsense(u"events"_s);
    const QJsonArray events = json["events"_L1].toArray();
    AuditPage page;
    page.events.reserve(events.size());
    for (const QJsonValue &each : events) {
        const auto event = audit::eventFromJson(each.toObject());
        if (!event)
            return nonsense(u"events[%1]"_s.arg(page.events.size()));
        page.events.append(*event);
    }
    if (json["next"_L1].isDouble())
        page.next = json["next"_L1].toInteger();
    return page;
}
}

Pending AuditClient::page(int limit, std::optional<qint64> after, Callback<AuditPage> callback)
{
    QUrlQuery query;
    query.addQueryItem(u"limit"_s, QString::number(std::clamp(limit, 1, mostEvents)));
    if (after)
        query.addQueryItem(u"after"_s, QString::number(*after));
    return m_connection.read<AuditPage>({.path = u"/audit/events"_s, .query = query}, readPage, std::move(callback));
}

std::unique_ptr<AuditTail> AuditClient::tail(const AuditTail::Pauses &pauses)
{
    return std::make_unique<AuditTail>(m_connection, pauses);
}

Pending AuditClient::summary(const SummarySpan &span, Callback<AuditSummary> callback)
{
    QUrlQuery query;
    query.addQueryItem(u"since"_s, audit::toText(span.since));
    query.addQueryItem(u"until"_s, audit::toText(span.until));
    query.addQueryItem(u"step"_s, QString::number(span.step.count()));
    return m_connection.read<AuditSummary>(
        {.path = u"/audit/summary"_s, .query = query}, readSummary, std::move(callback));
}

}
