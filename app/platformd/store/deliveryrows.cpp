// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/deliveryrows.h"

#include "error/messages.h"
#include "store/columns.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

constexpr Message NoServerSet{"mail.noServer",
    QT_TRANSLATE_NOOP("Messages",
        "The operator of the platform has set no mail server. It will be sent when there is one, within three days.")};
constexpr Message ServerNotReached{
    "mail.notReached", QT_TRANSLATE_NOOP("Messages", "The mail server could not be reached: %1.")};
constexpr Message ServerNotSecure{"mail.notSecure",
    QT_TRANSLATE_NOOP(
        "Messages", "The connection to the mail server could not be made secure, so nothing was sent: %1.")};
constexpr Message ServerSignInFailed{
    "mail.notSignedIn", QT_TRANSLATE_NOOP("Messages", "The mail server does not let the platform sign in: %1.")};
constexpr Message ServerCutOff{"mail.cutOff",
    QT_TRANSLATE_NOOP(
        "Messages", "The connection to the mail server ended before all of the mail was there, so it was not taken.")};
constexpr Message ServerSilent{"mail.noAnswer",
    QT_TRANSLATE_NOOP(
        "Messages", "All of the mail went to the mail server, but no answer came. Whether it was taken is not known.")};
constexpr Message StoppedWhileSending{"mail.stopped",
    QT_TRANSLATE_NOOP(
        "Messages", "The platform ended while the mail was under way. Whether the mail server took it is not known.")};
constexpr Message FolderNotWritten{
    "mail.folderFailed", QT_TRANSLATE_NOOP("Messages", "The mail could not be written into the mail folder: %1.")};

constexpr QLatin1StringView mailColumns{
    "SELECT id, kind, topic, level, first_event, last_event, event_count, held_back,"
    " message_id, language, subject, made_at, again_of, asked_by FROM mails"};

const Message *messageFor(AnswerKind kind)
{
    switch (kind) {
    case AnswerKind::None:
    case AnswerKind::Server:
        return nullptr;
    case AnswerKind::NoServer:
        return &NoServerSet;
    case AnswerKind::NotReached:
        return &ServerNotReached;
    case AnswerKind::NotSecure:
        return &ServerNotSecure;
    case AnswerKind::NotSignedIn:
        return &ServerSignInFailed;
    case AnswerKind::CutOff:
        return &ServerCutOff;
    case AnswerKind::NoAnswer:
        return &ServerSilent;
    case AnswerKind::Stopped:
        return &StoppedWhileSending;
    case AnswerKind::FolderFailed:
        return &FolderNotWritten;
    }
    std::unreachable();
}

Delivery deliveryIn(const QSqlQuery &row)
{
    return {
        .id = {row.value(0).toLongLong()},
        .mail = {
            .kind = policy::namedValue<MailKind>(row.value(1).toString()).value_or(MailKind::Alert),
            .topic = row.value(2).toString(),
            .level = audit::Level(row.value(3).toInt()),
            .firstEvent = row.value(4).toLongLong(),
            .lastEvent = row.value(5).toLongLong(),
            .eventCount = row.value(6).toLongLong(),
            .heldBack = row.value(7).toLongLong(),
            .recipients = {},
            .language = row.value(9).toString(),
            .subject = row.value(10).toString(),
            .plain = {},
            .html = {},
            .attachments = {},
            .againOf = {row.value(12).toLongLong()},
            .askedBy = row.value(13).toString(),
        },
        .madeAt = timeColumn(row.value(11)),
        .messageId = row.value(8).toString(),
        .recipients = {},
    };
}

DeliveryRecipient recipientIn(const QSqlQuery &row)
{
    return {
        .address = row.value(0).toString(),
        .state = DeliveryState(row.value(1).toInt()),
        .attempts = row.value(2).toInt(),
        .nextAt = timeColumn(row.value(3)),
        .changedAt = timeColumn(row.value(4)),
        .answer = {AnswerKind(row.value(5).toInt()), row.value(6).toString()},
    };
}

Result<void> readRecipients(Database &database, TenantId tenant, Delivery &delivery)
{
    auto recipients = database.select(u"SELECT address, state, attempts, next_at, changed_at, reason, answer"
                                      " FROM mail_recipients WHERE mail = ? AND tenant = ? ORDER BY address"_s,
        {delivery.id.value, tenant.value}, recipientIn);
    if (!recipients)
        return std::unexpected(recipients.error());
    delivery.recipients = std::move(*recipients);
    return {};
}

}

QString toText(const DeliveryAnswer &answer, const QTranslator *translator)
{
    const Message *message = messageFor(answer.kind);
    return message ? renderMessage(Error{ErrorKind::Unavailable, *message, {answer.text}}, translator) : answer.text;
}

Result<std::optional<DelayedMails>> delayedMails(Database &database, TenantId tenant)
{
    const QString late = u"r.tenant = ? AND r.state IN (?, ?) AND (r.attempts > 0 OR r.reason <> ?)"_s;
    const QVariantList values{
        tenant.value, int(DeliveryState::Waiting), int(DeliveryState::Sending), int(AnswerKind::None)};
    const auto newest = database.first(u"SELECT r.reason, r.answer FROM mail_recipients r WHERE "_s + late
            + u" ORDER BY r.changed_at DESC, r.mail DESC LIMIT 1"_s,
        values,
        [](const QSqlQuery &row) { return DeliveryAnswer{AnswerKind(row.value(0).toInt()), row.value(1).toString()}; });
    if (!newest)
        return std::unexpected(newest.error());
    if (!*newest)
        return std::nullopt;
    return database.first(u"SELECT count(DISTINCT r.mail), min(m.made_at) FROM mail_recipients r"
                          " JOIN mails m ON m.id = r.mail AND m.tenant = r.tenant WHERE "_s
            + late + u" HAVING count(*) > 0"_s, // It may be gone meanwhile.
        values, [&](const QSqlQuery &row) {
            return DelayedMails{
                .mails = row.value(0).toLongLong(), .since = timeColumn(row.value(1)), .answer = **newest};
        });
}

Result<QStringList> mailTopics(Database &database, TenantId tenant, int limit)
{
    return database.select(
        u"SELECT DISTINCT topic FROM mails WHERE tenant = ? AND topic <> '' ORDER BY topic LIMIT ?"_s,
        {tenant.value, limit}, [](const QSqlQuery &row) { return row.value(0).toString(); });
}

Result<DeliveryPage> deliveriesPage(Database &database, TenantId tenant, const DeliveryQuery &query)
{
    QString sql = mailColumns + u" WHERE tenant = ?"_s;
    QVariantList values{tenant.value};
    if (query.after) {
        sql += u" AND id < ?"_s;
        values << query.after->value;
    }
    if (query.kind) {
        sql += u" AND kind = ?"_s;
        values << QString(policy::nameOf(*query.kind));
    }
    if (!query.topic.isEmpty()) {
        sql += u" AND topic = ?"_s;
        values << query.topic;
    }
    if (query.state) {
        sql += u" AND EXISTS (SELECT 1 FROM mail_recipients r WHERE r.mail = mails.id AND r.tenant = mails.tenant"
               " AND r.state = ?)"_s;
        values << int(*query.state);
    }
    // One more than asked for tells whether there are more.
    auto deliveries
        = database.select(sql + u" ORDER BY id DESC LIMIT ?"_s, values + QVariantList{query.limit + 1}, deliveryIn);
    if (!deliveries)
        return std::unexpected(deliveries.error());
    DeliveryPage page{.deliveries = std::move(*deliveries), .next = {}};
    if (page.deliveries.size() > query.limit) {
        page.deliveries.removeLast();
        page.next = page.deliveries.last().id;
    }
    for (Delivery &delivery : page.deliveries) {
        if (const auto read = readRecipients(database, tenant, delivery); !read)
            return std::unexpected(read.error());
    }
    return page;
}

Result<std::optional<Delivery>> deliveryWithId(Database &database, TenantId tenant, MailId mail)
{
    const QVariantList which{tenant.value, mail.value};
    auto delivery = database.first(mailColumns + u" WHERE tenant = ? AND id = ?"_s, which, deliveryIn);
    if (!delivery || !*delivery)
        return delivery;
    const auto read = database.first(
        u"SELECT plain, content FROM mails WHERE tenant = ? AND id = ?"_s, which, [&](const QSqlQuery &row) {
            (*delivery)->mail.plain = row.value(0).toString();
            unpackContent(row.value(1).toByteArray(), (*delivery)->mail);
            return true;
        });
    if (!read)
        return std::unexpected(read.error());
    return readRecipients(database, tenant, **delivery).transform([&] { return *std::move(delivery); });
}

Result<QList<DeliveryAttempt>> attemptsOf(Database &database, TenantId tenant, MailId mail)
{
    return database.select(u"SELECT at, address, outcome, reason, answer FROM mail_attempts"
                           " WHERE mail = ? AND tenant = ? ORDER BY id"_s,
        {mail.value, tenant.value}, [](const QSqlQuery &row) {
            return DeliveryAttempt{
                .at = timeColumn(row.value(0)),
                .address = row.value(1).toString(),
                .outcome = AttemptOutcome(row.value(2).toInt()),
                .answer = {AnswerKind(row.value(3).toInt()), row.value(4).toString()},
            };
        });
}

}
