// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/alertsclient.h"

#include "platform/answerreading.h"
#include "policy/fieldjson.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::platform {

namespace {
using policy::namedValue;
using policy::nameOf;

QStringList readTexts(const QJsonValue &json)
{
    QStringList texts;
    for (const QJsonArray array = json.toArray(); const QJsonValue &each : array)
        texts << each.toString();
    return texts;
}

std::optional<DeliveryRecipient> readRecipient(const QJsonObject &json)
{
    const auto state = namedValue<DeliveryState>(json["state"_L1].toString());
    const DeliveryRecipient recipient{
        .address = json["address"_L1].toString(),
        .state = state.value_or(DeliveryState::Waiting),
        .attempts = json["attempts"_L1].toInt(),
        .nextAttemptAt = timeIn(json, "nextAttemptAt"_L1),
        .changedAt = timeIn(json, "changedAt"_L1),
        .answer = json["answer"_L1].toString(),
    };
    return state && !recipient.address.isEmpty() ? std::optional(recipient) : std::nullopt;
}

std::optional<Delivery> readDelivery(const QJsonObject &json)
{
    const auto kind = namedValue<MailKind>(json["kind"_L1].toString());
    Delivery delivery{
        .id = json["id"_L1].toInteger(),
        .kind = kind.value_or(MailKind::Alert),
        .topic = json["topic"_L1].toString(),
        .level = audit::levelNamed(json["level"_L1].toString()).value_or(audit::Level::Information),
        .firstEvent = json["firstEvent"_L1].toInteger(),
        .lastEvent = json["lastEvent"_L1].toInteger(),
        .eventCount = json["eventCount"_L1].toInteger(),
        .heldBack = json["heldBack"_L1].toInteger(),
        .subject = json["subject"_L1].toString(),
        .madeAt = timeIn(json, "madeAt"_L1),
        .recipients = {},
    };
    for (const QJsonArray recipients = json["recipients"_L1].toArray(); const QJsonValue &each : recipients) {
        const auto recipient = readRecipient(each.toObject());
        if (!recipient)
            return std::nullopt;
        delivery.recipients.append(*recipient);
    }
    const bool isWhole = kind && delivery.id > 0 && delivery.madeAt.isValid() && json["recipients"_L1].isArray();
    return isWhole ? std::optional(std::move(delivery)) : std::nullopt;
}

Answer<MailSummary> readSummary(const QJsonObject &json)
{
    const auto route = namedValue<MailRoute>(json["route"_L1].toString());
    if (!route)
        return nonsense(u"route"_s);
    MailSummary summary{.route = *route, .delayed = {}, .topics = readTexts(json["topics"_L1])};
    if (!json["delayed"_L1].isObject())
        return summary;
    const QJsonObject delayed = json["delayed"_L1].toObject();
    summary.delayed = DelayedMails{.mails = delayed["mails"_L1].toInteger(),
        .since = timeIn(delayed, "since"_L1),
        .answer = delayed["answer"_L1].toString()};
    if (summary.delayed->mails <= 0 || !summary.delayed->since.isValid())
        return nonsense(u"delayed"_s);
    return summary;
}

Answer<DeliveryPage> readPage(const QJsonObject &json)
{
    if (!json["deliveries"_L1].isArray())
        return nonsense(u"deliveries"_s);
    const QJsonArray deliveries = json["deliveries"_L1].toArray();
    DeliveryPage page{.deliveries = {},
        .next = {},
        .route = namedValue<MailRoute>(json["route"_L1].toString()).value_or(MailRoute::Server)};
    page.deliveries.reserve(deliveries.size());
    for (const QJsonValue &each : deliveries) {
        const auto delivery = readDelivery(each.toObject());
        if (!delivery)
            return nonsense(u"deliveries[%1]"_s.arg(page.deliveries.size()));
        page.deliveries.append(*delivery);
    }
    if (json["next"_L1].isDouble())
        page.next = json["next"_L1].toInteger();
    return page;
}

Answer<DeliveryDetails> readDetails(const QJsonObject &json)
{
    const auto delivery = readDelivery(json);
    if (!delivery)
        return nonsense(u"id"_s);
    DeliveryDetails details{.delivery = *delivery, .text = json["plain"_L1].toString(), .attempts = {}};
    for (const QJsonArray attempts = json["attempts"_L1].toArray(); const QJsonValue &each : attempts) {
        const QJsonObject attempt = each.toObject();
        details.attempts.append({.at = timeIn(attempt, "at"_L1),
            .address = attempt["address"_L1].toString(),
            .outcome = attempt["outcome"_L1].toString(),
            .answer = attempt["answer"_L1].toString()});
        if (!details.attempts.last().at.isValid())
            return nonsense(u"attempts[%1]"_s.arg(details.attempts.size() - 1));
    }
    return details;
}

Answer<TestMail> readTest(const QJsonObject &json)
{
    const QJsonObject real = json["real"_L1].toObject();
    const auto inForce = namedValue<TestMail::InForce>(real["state"_L1].toString());
    if (!inForce)
        return nonsense(u"real.state"_s);
    const TestMail test{.mail = json["mail"_L1].toInteger(),
        .realRecipients = readTexts(real["recipients"_L1]),
        .inForce = *inForce,
        .isSameFilter = real["sameFilter"_L1].toBool(true)};
    if (test.mail <= 0)
        return nonsense(u"mail"_s);
    return test;
}

AlertForecast::Count readCount(const QJsonValue &json)
{
    return {.events = json["events"_L1].toInteger(),
        .mails = json["mails"_L1].toInteger(),
        .heldBack = json["heldBack"_L1].toInteger()};
}

Answer<AlertForecast> readForecast(const QJsonObject &json)
{
    AlertForecast forecast{.since = timeIn(json, "since"_L1),
        .until = timeIn(json, "until"_L1),
        .levels = {},
        .rules = {},
        .isPartial = json["isPartial"_L1].toBool()};
    if (!forecast.since.isValid() || !forecast.until.isValid())
        return nonsense(u"since"_s);
    const QJsonObject levels = json["levels"_L1].toObject();
    for (auto each = levels.begin(); each != levels.end(); ++each) {
        if (const auto level = audit::levelNamed(each.key()))
            forecast.levels.insert(*level, readCount(*each));
    }
    for (const QJsonArray rules = json["rules"_L1].toArray(); const QJsonValue &each : rules)
        forecast.rules.insert(each["name"_L1].toString(), readCount(each));
    return forecast;
}

QString encoded(const QString &text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text));
}

ApiRequest post(const QString &path, const QByteArray &key, const QJsonObject &body)
{
    return {.method = "POST", .path = path, .body = [body] { return body; }, .headers = {{"Idempotency-Key", key}}};
}

/// Looking through the events of a week takes a while.
constexpr std::chrono::seconds forecastPatience{60};
}

bool Delivery::isSettled() const
{
    return std::ranges::none_of(recipients, [](const DeliveryRecipient &recipient) {
        return recipient.state == DeliveryState::Waiting || recipient.state == DeliveryState::Sending;
    });
}

void AlertsClient::test(const AlertTopic &topic, const QStringList &addresses, const QByteArray &key, QObject *context,
    Callback<TestMail> callback) const
{
    QJsonObject body{{"addresses"_L1, QJsonArray::fromStringList(addresses)}};
    if (topic.level)
        body.insert("level"_L1, QString(audit::nameOf(*topic.level)));
    else
        body.insert("rule"_L1, topic.rule);
    if (!topic.filter.isEmpty())
        body.insert("filter"_L1, topic.filter);
    m_connection.write<TestMail>(post(u"/alerts/test"_s, key, body), readTest, context, std::move(callback));
}

Pending AlertsClient::forecast(const policy::AuditAlerts &draft, Callback<AlertForecast> callback) const
{
    const auto body
        = [draft] { return QJsonObject{{"auditAlerts"_L1, policy::fieldsToJson(draft, policy::JsonUse::Request)}}; };
    return m_connection.read<AlertForecast>(
        {.method = "POST", .path = u"/alerts/forecast"_s, .body = body, .silence = forecastPatience}, readForecast,
        std::move(callback));
}

Pending AlertsClient::summary(Callback<MailSummary> callback) const
{
    return m_connection.read<MailSummary>({.path = u"/alerts/summary"_s}, readSummary, std::move(callback));
}

Pending AlertsClient::deliveries(
    int limit, const DeliveryFilter &filter, std::optional<qint64> after, Callback<DeliveryPage> callback) const
{
    QUrlQuery query;
    query.addQueryItem(u"limit"_s, QString::number(std::clamp(limit, 1, mostDeliveries)));
    if (after)
        query.addQueryItem(u"after"_s, QString::number(*after));
    if (filter.state)
        query.addQueryItem(u"state"_s, nameOf(*filter.state));
    if (filter.kind)
        query.addQueryItem(u"kind"_s, nameOf(*filter.kind));
    if (!filter.topic.isEmpty())
        query.addQueryItem(u"topic"_s, encoded(filter.topic));
    return m_connection.read<DeliveryPage>(
        {.path = u"/alerts/deliveries"_s, .query = query}, readPage, std::move(callback));
}

Pending AlertsClient::delivery(qint64 id, Callback<DeliveryDetails> callback) const
{
    return m_connection.read<DeliveryDetails>(
        {.path = u"/alerts/deliveries/%1"_s.arg(id)}, readDetails, std::move(callback));
}

void AlertsClient::again(
    qint64 id, const QStringList &addresses, const QByteArray &key, QObject *context, Callback<void> callback) const
{
    const QJsonObject body{{"addresses"_L1, QJsonArray::fromStringList(addresses)}};
    m_connection.write<void>(
        post(u"/alerts/deliveries/%1/again"_s.arg(id), key, body), readNothing, context, std::move(callback));
}

void AlertsClient::tryNow(qint64 id, QObject *context, Callback<void> callback) const
{
    m_connection.write<void>(
        {.method = "POST", .path = u"/alerts/deliveries/%1/now"_s.arg(id)}, readNothing, context, std::move(callback));
}

}
