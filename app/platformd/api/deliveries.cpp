// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/deliveries.h"

#include "api/askedonce.h"
#include "api/numbers.h"
#include "api/requestbody.h"
#include "policy/auditalerts.h"
#include "store/deliveryrows.h"
#include "store/eventrows.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

constexpr Message DeliveryNotFound{"deliveries.notFound",
    QT_TRANSLATE_NOOP("Messages", "There is no such mail in the delivery log. It keeps mails for 90 days.")};
constexpr Message TooManySentAgain{"deliveries.tooManyAgain",
    QT_TRANSLATE_NOOP("Messages", "%1 mails were sent again within a minute, as many as can be. Wait a minute.")};
constexpr Message DeliveryStateUnknown{
    "deliveries.stateUnknown", QT_TRANSLATE_NOOP("Messages", "“state” has to be one of: %1.")};
constexpr Message DeliveryKindUnknown{
    "deliveries.kindUnknown", QT_TRANSLATE_NOOP("Messages", "“kind” has to be one of: %1.")};
constexpr Message AddressesNotListed{
    "deliveries.addressesNotListed", QT_TRANSLATE_NOOP("Messages", "This has to be a list of 1 to %1 mail addresses.")};

namespace {

constexpr int defaultLimit = 50;
constexpr int largestLimit = 200;
constexpr int sentAgainAMinute = 20;
/// More than the levels and the rules that there can be: some have gone.
constexpr int mostTopics = 200;

QJsonObject recipientJson(const DeliveryRecipient &recipient, const QTranslator *translator)
{
    const bool isWaiting = recipient.state == DeliveryState::Waiting;
    return {
        {u"address"_s, recipient.address},
        {u"state"_s, QString(policy::nameOf(recipient.state))},
        {u"attempts"_s, recipient.attempts},
        {u"nextAttemptAt"_s, isWaiting ? QJsonValue(audit::toText(recipient.nextAt)) : QJsonValue()},
        {u"changedAt"_s, audit::toText(recipient.changedAt)},
        {u"answer"_s, toText(recipient.answer, translator)},
    };
}

QJsonObject deliveryJson(const Delivery &delivery, const QTranslator *translator)
{
    QJsonArray recipients;
    for (const DeliveryRecipient &recipient : delivery.recipients)
        recipients.append(recipientJson(recipient, translator));
    const OutgoingMail &mail = delivery.mail;
    return {
        {u"id"_s, delivery.id.value},
        {u"kind"_s, QString(policy::nameOf(mail.kind))},
        {u"topic"_s, mail.topic},
        {u"level"_s, QString(audit::nameOf(mail.level))},
        {u"firstEvent"_s, mail.firstEvent},
        {u"lastEvent"_s, mail.lastEvent},
        {u"eventCount"_s, mail.eventCount},
        {u"heldBack"_s, mail.heldBack},
        {u"subject"_s, mail.subject},
        {u"madeAt"_s, audit::toText(delivery.madeAt)},
        {u"againOf"_s, mail.againOf.value != 0 ? QJsonValue(mail.againOf.value) : QJsonValue()},
        {u"askedBy"_s, mail.askedBy},
        {u"recipients"_s, recipients},
    };
}

QJsonArray attachmentsJson(const QList<MailAttachment> &attachments)
{
    QJsonArray array;
    for (const MailAttachment &attachment : attachments)
        array.append(QJsonObject{{u"name"_s, attachment.name},
            {u"mediaType"_s, QString::fromLatin1(attachment.mediaType)}, {u"bytes"_s, attachment.content.size()}});
    return array;
}

QJsonArray attemptsJson(const QList<DeliveryAttempt> &attempts, const QTranslator *translator)
{
    QJsonArray array;
    for (const DeliveryAttempt &attempt : attempts)
        array.append(QJsonObject{{u"at"_s, audit::toText(attempt.at)}, {u"address"_s, attempt.address},
            {u"outcome"_s, QString(policy::nameOf(attempt.outcome))},
            {u"answer"_s, toText(attempt.answer, translator)}});
    return array;
}

QJsonValue delayedJson(const std::optional<DelayedMails> &delayed, const QTranslator *translator)
{
    if (!delayed)
        return QJsonValue::Null;
    return QJsonObject{{u"mails"_s, delayed->mails}, {u"since"_s, audit::toText(delayed->since)},
        {u"answer"_s, toText(delayed->answer, translator)}};
}

template<typename Enum>
Result<std::optional<Enum>> namedIn(const QUrlQuery &query, const QString &name, const Message &unknown)
{
    if (!query.hasQueryItem(name))
        return std::nullopt;
    const auto value = policy::namedValue<Enum>(query.queryItemValue(name, QUrl::FullyDecoded));
    if (value)
        return value;
    QStringList names;
    for (const auto &[each, text] : policy::EnumNames<Enum>::names)
        names.append(text);
    return std::unexpected(Error{ErrorKind::Invalid, unknown, {names.join(u", "_s)}, name});
}

Result<DeliveryQuery> queryIn(const QUrlQuery &query)
{
    const auto limit = queryNumber(query, u"limit"_s, 1, largestLimit);
    if (!limit)
        return std::unexpected(limit.error());
    const auto after = queryNumber(query, u"after"_s, 1, largestJsonNumber);
    if (!after)
        return std::unexpected(after.error());
    const auto state = namedIn<DeliveryState>(query, u"state"_s, DeliveryStateUnknown);
    if (!state)
        return std::unexpected(state.error());
    return namedIn<MailKind>(query, u"kind"_s, DeliveryKindUnknown).transform([&](std::optional<MailKind> kind) {
        return DeliveryQuery{
            .limit = int(limit->value_or(defaultLimit)),
            .after = after->transform([](qint64 id) { return MailId{id}; }),
            .state = *state,
            .kind = kind,
            .topic = query.queryItemValue(u"topic"_s, QUrl::FullyDecoded),
        };
    });
}

/// The body's addresses; nothing where it names none.
std::expected<std::optional<QStringList>, Errors> addressesIn(const Request &request)
{
    if (request.body.isEmpty())
        return std::nullopt;
    const auto body = jsonBody(request);
    if (!body)
        return std::unexpected(Errors{body.error()});
    if (body->isEmpty())
        return std::nullopt;
    if (const Errors errors = problemsOfShape(*body, {u"addresses"_s}); !errors.isEmpty())
        return std::unexpected(errors);
    const QJsonArray array = body->value("addresses"_L1).toArray();
    const Error notListed{
        ErrorKind::Invalid, AddressesNotListed, {QString::number(policy::mostAlertAddresses)}, u"addresses"_s};
    if (array.isEmpty() || array.size() > policy::mostAlertAddresses)
        return std::unexpected(Errors{notListed});
    QStringList addresses;
    for (const QJsonValue &each : array)
        addresses.append(each.toString());
    Errors errors;
    policy::checkMailAddresses(u"addresses"_s, addresses, errors);
    if (!errors.isEmpty())
        return std::unexpected(errors);
    return addresses;
}

audit::Event sentAgainEvent(MailId before, MailId again, const OutgoingMail &mail, const Author &by)
{
    return {
        .time = *by.at,
        .source = by.address,
        .user = by.loginName,
        .service = u"Common"_s,
        .module = u"Alerts"_s,
        .action = u"delivery sent again"_s,
        .level = audit::Level::Notice,
        .complement = u"mail: %1 -> %2; topic: %3; to: %4"_s.arg(QString::number(before.value),
            QString::number(again.value), mail.topic.isEmpty() ? u"none"_s : mail.topic, mail.recipients.join(u", "_s)),
    };
}

Result<StoredAnswer> sendAgain(Transaction &transaction, TenantId tenant, MailId before,
    const std::optional<QStringList> &addresses, const Author &by)
{
    const auto found = deliveryWithId(transaction.database(), tenant, before);
    if (!found)
        return std::unexpected(found.error());
    if (!*found)
        return std::unexpected(Error{ErrorKind::NotFound, DeliveryNotFound});
    if (const auto allowed = checkMailRate(
            transaction.database(), tenant, AskedMail::SentAgain, sentAgainAMinute, *by.at, TooManySentAgain);
        !allowed)
        return std::unexpected(allowed.error());
    OutgoingMail mail = (*found)->mail;
    mail.againOf = before;
    mail.askedBy = by.loginName;
    for (const DeliveryRecipient &recipient : (*found)->recipients)
        mail.recipients.append(recipient.address);
    mail.recipients = addresses.value_or(mail.recipients);
    return enqueueMail(transaction, tenant, mail, *by.at).and_then([&](MailId again) {
        return appendEvents(transaction, tenant, {sentAgainEvent(before, again, mail, by)}).transform([&](qint64) {
            return jsonAnswer(
                202, {{u"mail"_s, again.value}, {u"recipients"_s, QJsonArray::fromStringList(mail.recipients)}});
        });
    });
}

}

Response getDeliveries(const Call &call, ApiParts &parts)
{
    const auto query = queryIn(call.request.query);
    if (!query)
        return call.refuse(query.error());
    const auto page = parts.tenants.store().read(
        [&](Database &database) { return deliveriesPage(database, call.passage.tenant->id, *query); });
    if (!page)
        return call.refuse(page.error());
    QJsonArray array;
    for (const Delivery &delivery : page->deliveries)
        array.append(deliveryJson(delivery, call.passage.language.translator));
    return json(200,
        {{u"deliveries"_s, array}, {u"next"_s, page->next ? QJsonValue(page->next->value) : QJsonValue()},
            {u"route"_s, QString(policy::nameOf(parts.mailRoute))}});
}

Response getMailSummary(const Call &call, ApiParts &parts)
{
    const TenantId tenant = call.passage.tenant->id;
    const auto summary = parts.tenants.store().read([&](Database &database) {
        return delayedMails(database, tenant).and_then([&](const std::optional<DelayedMails> &delayed) {
            return mailTopics(database, tenant, mostTopics).transform([&](const QStringList &topics) {
                return QJsonObject{{u"route"_s, QString(policy::nameOf(parts.mailRoute))},
                    {u"delayed"_s, delayedJson(delayed, call.passage.language.translator)},
                    {u"topics"_s, QJsonArray::fromStringList(topics)}};
            });
        });
    });
    return summary ? json(200, *summary) : call.refuse(summary.error());
}

Response getDelivery(const Call &call, ApiParts &parts)
{
    const TenantId tenant = call.passage.tenant->id;
    const auto id = call.idAt<MailTag>(0);
    const QTranslator *translator = call.passage.language.translator;
    const auto whole = parts.tenants.store().read([&](Database &database) -> Result<QJsonObject> {
        const auto delivery = deliveryWithId(database, tenant, id);
        if (!delivery)
            return std::unexpected(delivery.error());
        if (!*delivery)
            return std::unexpected(Error{ErrorKind::NotFound, DeliveryNotFound});
        return attemptsOf(database, tenant, id).transform([&](const QList<DeliveryAttempt> &attempts) {
            QJsonObject object = deliveryJson(**delivery, translator);
            object.insert("messageId"_L1, (*delivery)->messageId);
            object.insert("plain"_L1, (*delivery)->mail.plain);
            object.insert("attachments"_L1, attachmentsJson((*delivery)->mail.attachments));
            object.insert("attempts"_L1, attemptsJson(attempts, translator));
            return object;
        });
    });
    return whole ? json(200, *whole) : call.refuse(whole.error());
}

Response postDeliveryAgain(const Call &call, ApiParts &parts)
{
    const auto addresses = addressesIn(call.request);
    if (!addresses)
        return call.refuse(addresses.error());
    const auto asked = askedOnce(call);
    if (!asked)
        return call.refuse(asked.error());
    Author by = call.author();
    by.at = parts.tenants.now();
    const auto sent = parts.tenants.store().write([&](Transaction &transaction) {
        return answerOnce(transaction.database(), *asked, *by.at,
            [&] { return sendAgain(transaction, call.passage.tenant->id, call.idAt<MailTag>(0), *addresses, by); });
    });
    if (!sent) {
        Response response = call.refuse(sent.error());
        if (sent.error().is(TooManySentAgain))
            response.headers.set("Retry-After", "60");
        return response;
    }
    return responseOf(*sent);
}

Response postDeliveryNow(const Call &call, ApiParts &parts)
{
    const TenantId tenant = call.passage.tenant->id;
    const auto mail = call.idAt<MailTag>(0);
    const auto waiting = parts.tenants.store().write([&](Transaction &transaction) -> Result<qint64> {
        const auto found = deliveryWithId(transaction.database(), tenant, mail);
        if (!found)
            return std::unexpected(found.error());
        if (!*found)
            return std::unexpected(Error{ErrorKind::NotFound, DeliveryNotFound});
        return tryMailNow(transaction, tenant, mail, parts.tenants.now());
    });
    return waiting ? json(202, {{u"waiting"_s, *waiting}}) : call.refuse(waiting.error());
}

}
