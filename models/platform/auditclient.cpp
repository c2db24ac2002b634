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
    const auto number = [&](QLatin1StringView name) {
        return json[name].isDouble() ? std::optional(json[name].toInteger()) : std::nullopt;
    };
    page.next = number("next"_L1);
    page.above = number("above"_L1);
    page.near = number("near"_L1);
    page.isPartial = json["isPartial"_L1].toBool();
    return page;
}

QString limited(int limit, int most)
{
    return QString::number(std::clamp(limit, 1, most));
}
}

Pending AuditClient::page(int limit, std::optional<qint64> after, Callback<AuditPage> callback)
{
    return page({}, {.after = after}, limit, std::move(callback));
}

Pending AuditClient::page(
    const AuditQuestion &question, const AuditPlace &place, int limit, Callback<AuditPage> callback)
{
    QUrlQuery query = toQuery(question);
    query.addQueryItem(u"limit"_s, limited(limit, mostEvents));
    addPlace(query, place);
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

Pending AuditClient::summary(
    const AuditQuestion &question, int bars, const QByteArray &resume, Callback<AuditOverview> callback)
{
    QUrlQuery query = toQuery(question);
    query.addQueryItem(u"bars"_s, QString::number(bars));
    if (!resume.isEmpty())
        query.addQueryItem(u"resume"_s, QString::fromLatin1(resume));
    return m_connection.read<AuditOverview>(
        {.path = u"/audit/summary"_s, .query = query}, readOverview, std::move(callback));
}

Pending AuditClient::values(audit::Field field, const QString &start, int limit, Callback<QList<AuditValue>> callback)
{
    QUrlQuery query;
    query.addQueryItem(u"field"_s, nameOf(field));
    if (!start.isEmpty())
        query.addQueryItem(u"start"_s, QString::fromLatin1(QUrl::toPercentEncoding(start)));
    query.addQueryItem(u"limit"_s, limited(limit, mostValues));
    return m_connection.read<QList<AuditValue>>(
        {.path = u"/audit/values"_s, .query = query}, readValues, std::move(callback));
}

std::unique_ptr<AuditExport> AuditClient::exportTo(
    const QString &path, const AuditQuestion &question, const AuditFileWish &wish)
{
    return std::make_unique<AuditExport>(m_connection, path, u"/audit/export"_s, toQuery(question, wish));
}

std::unique_ptr<AuditExport> AuditClient::bundle(const QString &path, const LogSpan &span)
{
    return std::make_unique<AuditExport>(m_connection, path, u"/audit/bundle"_s, toQuery(span));
}

}
