// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakemails.h"

#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fake {
namespace {

bool isSelected(const QJsonObject &delivery, const QUrlQuery &query)
{
    const QString state = query.queryItemValue(u"state"_s);
    const QString kind = query.queryItemValue(u"kind"_s);
    const QString topic = query.queryItemValue(u"topic"_s, QUrl::FullyDecoded);
    const QJsonArray recipients = delivery[u"recipients"].toArray();
    const bool hasState = std::ranges::any_of(
        recipients, [&](const QJsonValue &recipient) { return recipient[u"state"].toString() == state; });
    return (state.isEmpty() || hasState) && (kind.isEmpty() || delivery[u"kind"].toString() == kind)
        && (topic.isEmpty() || delivery[u"topic"].toString() == topic);
}

}

QJsonObject Mails::recipient(const QString &address, const QString &state, const QString &answer, int attempts)
{
    const bool isOpen = state == "waiting"_L1;
    return {{u"address"_s, address}, {u"state"_s, state}, {u"attempts"_s, attempts},
        {u"nextAttemptAt"_s, isOpen ? QJsonValue(u"2026-03-05T15:00:00.000Z"_s) : QJsonValue()},
        {u"changedAt"_s, u"2026-03-05T14:00:01.000Z"_s}, {u"answer"_s, answer}};
}

QJsonObject &Mails::add(const QString &topic, const QString &subject, const QJsonObject &recipient)
{
    const bool isLevel = !topic.isEmpty() && !topic.contains(u':');
    deliveries.prepend({{u"id"_s, ++m_lastId}, {u"kind"_s, u"alert"_s}, {u"topic"_s, topic},
        {u"level"_s, isLevel ? topic : u"warning"_s}, {u"firstEvent"_s, 17}, {u"lastEvent"_s, 17}, {u"eventCount"_s, 1},
        {u"heldBack"_s, 0}, {u"subject"_s, subject}, {u"madeAt"_s, u"2026-03-05T14:00:00.000Z"_s},
        {u"recipients"_s, QJsonArray{recipient}}});
    return deliveries.first();
}

void Mails::setRecipients(qint64 id, const QJsonArray &recipients)
{
    for (QJsonObject &delivery : deliveries) {
        if (delivery[u"id"].toInteger() == id)
            delivery.insert(u"recipients"_s, recipients);
    }
}

Reply Mails::page(const QUrlQuery &query) const
{
    const qint64 after = query.queryItemValue(u"after"_s).toLongLong();
    QJsonArray found;
    QJsonValue next;
    for (const QJsonObject &delivery : deliveries) {
        if (!isSelected(delivery, query) || (after > 0 && delivery[u"id"].toInteger() >= after))
            continue;
        if (found.size() == pageSize) {
            next = found.last()[u"id"];
            break;
        }
        found.append(delivery);
    }
    return json(200, {{u"deliveries"_s, found}, {u"next"_s, next}, {u"route"_s, route}});
}

Reply Mails::test(const QJsonObject &body)
{
    const QJsonArray addresses = body[u"addresses"].toArray();
    const QString topic = body.contains(u"level") ? body[u"level"].toString() : u"rule: "_s + body[u"rule"].toString();
    QJsonObject &mail = add(topic, u"Test"_s, recipient(addresses.first().toString(), u"waiting"_s, {}, 0));
    mail.insert(u"kind"_s, u"test"_s);
    const QJsonArray real = QJsonArray::fromStringList(inForce);
    const bool isSameFilter = !body.contains(u"filter") || body[u"filter"].toString() == filterInForce;
    QString state = u"off"_s;
    if (!inForce.isEmpty())
        state = real == addresses && isSameFilter ? u"same"_s : u"other"_s;
    return json(202,
        {{u"mail"_s, mail[u"id"]}, {u"recipients"_s, addresses},
            {u"real"_s,
                QJsonObject{{u"recipients"_s, real}, {u"state"_s, state}, {u"same"_s, real == addresses},
                    {u"sameFilter"_s, isSameFilter}}}});
}

std::optional<Reply> Mails::answer(const SeenRequest &request)
{
    const QUrl url(QString::fromLatin1(request.target));
    const QString path = url.path().mid(u"/api/v1"_s.size());
    if (path == "/alerts/forecast"_L1)
        return json(200, forecast);
    if (path == "/alerts/summary"_L1)
        return json(
            200, {{u"route"_s, route}, {u"delayed"_s, delayed}, {u"topics"_s, QJsonArray::fromStringList(topics)}});
    if (path == "/alerts/test"_L1)
        return test(request.json());
    if (path == "/alerts/deliveries"_L1)
        return page(QUrlQuery(url));
    if (!path.startsWith("/alerts/deliveries/"_L1))
        return std::nullopt;
    const qint64 id = path.section(u'/', 3, 3).toLongLong();
    const auto found
        = std::ranges::find(deliveries, id, [](const QJsonObject &delivery) { return delivery[u"id"].toInteger(); });
    if (found == deliveries.end())
        return problem(404, u"delivery.unknown"_s);
    QJsonObject details = *found;
    if (path.endsWith("/again"_L1)) {
        const QJsonObject &again = add(details[u"topic"].toString(), details[u"subject"].toString(),
            recipient(request.json()[u"addresses"][0].toString(), u"waiting"_s, {}, 0));
        return json(202, {{u"mail"_s, again[u"id"]}});
    }
    if (path.endsWith("/now"_L1))
        return json(202, {{u"waiting"_s, 1}});
    details.insert(u"plain"_s, u"Somebody failed to sign in."_s);
    details.insert(u"attempts"_s, attempts);
    return json(200, details);
}

}
