// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/mailrows.h"

#include "error/excerpt.h"
#include "policy/auditalerts.h"
#include "store/columns.h"
#include "store/deliveryrows.h"

#include <QCborArray>
#include <QCborMap>
#include <QCborValue>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

namespace messages {
constexpr Message MailTooLarge{"mail.tooLarge",
    QT_TRANSLATE_NOOP(
        "Messages", "The mail has %1 bytes; no more than %2 can be sent. It was not put into the queue.")};
constexpr Message MailQueueFull{"mail.queueFull",
    QT_TRANSLATE_NOOP("Messages",
        "%1 mails wait to be delivered already. Nothing was added; look at the delivery log for why they wait.")};
constexpr Message MailWithoutRecipient{
    "mail.withoutRecipient", QT_TRANSLATE_NOOP("Messages", "The mail has no address to go to.")};
}

namespace {

qsizetype sizeOf(const OutgoingMail &mail)
{
    qsizetype size = mail.subject.size() + mail.plain.size() + mail.html.size();
    for (const MailAttachment &attachment : mail.attachments)
        size += attachment.content.size();
    return size;
}

QString inOneLine(QString text)
{
    std::ranges::replace_if(text, breaksLines, u' ');
    return text;
}

/// Of @p level and those above it.
Result<qint64> waitingDeliveries(Database &database, TenantId tenant, audit::Level level)
{
    return database
        .first(u"SELECT count(*) FROM mail_recipients WHERE tenant = ? AND state IN (?, ?) AND level >= ?"_s,
            {tenant.value, int(DeliveryState::Waiting), int(DeliveryState::Sending), int(level)},
            [](const QSqlQuery &row) { return row.value(0).toLongLong(); })
        .transform([](std::optional<qint64> count) { return count.value_or(0); });
}

Result<void> checkRoom(Database &database, TenantId tenant, const OutgoingMail &mail, qsizetype recipients)
{
    const auto waiting = waitingDeliveries(database, tenant, mail.level);
    if (!waiting)
        return std::unexpected(waiting.error());
    const qint64 most = mostWaitingDeliveries + (mail.kind == MailKind::Alert ? 0 : moreWithoutAlerts);
    if (*waiting + recipients > most)
        return std::unexpected(Error{ErrorKind::TooMany, messages::MailQueueFull, {QString::number(*waiting)}});
    return {};
}

Result<QStringList> recipientsOf(const OutgoingMail &mail)
{
    QStringList recipients;
    QSet<QString> before;
    for (const QString &address : mail.recipients) {
        const QString folded = policy::foldedMailAddress(address);
        if (!before.contains(folded))
            recipients.append(address);
        before.insert(folded);
    }
    if (recipients.isEmpty())
        return std::unexpected(Error{ErrorKind::Invalid, messages::MailWithoutRecipient});
    Errors errors;
    policy::checkMailAddresses(u"recipients"_s, recipients, errors);
    if (!errors.isEmpty())
        return std::unexpected(errors.first());
    return recipients;
}

Result<MailId> insertMail(Database &database, TenantId tenant, const OutgoingMail &mail, audit::EventTime now)
{
    return database
        .first(u"INSERT INTO mails (tenant, kind, topic, level, first_event, last_event, event_count, held_back,"
               " language, subject, made_at, again_of, asked_by, plain, content)"
               " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id"_s,
            {tenant.value, QString(policy::nameOf(mail.kind)), inOneLine(mail.topic), int(mail.level), mail.firstEvent,
                mail.lastEvent, mail.eventCount, mail.heldBack, inOneLine(mail.language), inOneLine(mail.subject),
                toColumn(now), mail.againOf.value, mail.askedBy, mail.plain, packedContent(mail)},
            [](const QSqlQuery &row) { return MailId{row.value(0).toLongLong()}; })
        .transform([](std::optional<MailId> id) { return id.value_or(MailId{}); });
}

Result<void> insertRecipient(
    Database &database, TenantId tenant, MailId mail, audit::Level level, const QString &address, audit::EventTime now)
{
    return database
        .run(u"INSERT INTO mail_recipients (mail, address, tenant, level, state, attempts, next_at, changed_at, reason,"
             " answer) VALUES (?, ?, ?, ?, ?, 0, ?, ?, ?, '')"_s,
            {mail.value, address, tenant.value, int(level), int(DeliveryState::Waiting), toColumn(now), toColumn(now),
                int(AnswerKind::None)})
        .transform([](qint64) { });
}

}

Result<MailId> enqueueMail(
    Transaction &transaction, TenantId tenant, const OutgoingMail &mail, audit::EventTime now, QueueRoom room)
{
    if (const qsizetype size = sizeOf(mail); size > largestMail)
        return std::unexpected(
            Error{ErrorKind::TooLarge, messages::MailTooLarge, {QString::number(size), QString::number(largestMail)}});
    const auto recipients = recipientsOf(mail);
    if (!recipients)
        return std::unexpected(recipients.error());
    Database &database = transaction.database();
    if (room == QueueRoom::Counted) {
        if (const auto checked = checkRoom(database, tenant, mail, recipients->size()); !checked)
            return std::unexpected(checked.error());
    }
    const auto id = insertMail(database, tenant, mail, now);
    if (!id)
        return id;
    for (const QString &address : *recipients) {
        if (const auto inserted = insertRecipient(database, tenant, *id, mail.level, address, now); !inserted)
            return std::unexpected(inserted.error());
    }
    transaction.noteChange(anyonesMail);
    return id;
}

Result<qint64> tryMailNow(Transaction &transaction, TenantId tenant, MailId mail, audit::EventTime now)
{
    const auto waiting
        = transaction.database().run(u"UPDATE mail_recipients SET next_at = min(next_at, max(?, changed_at + ?))"
                                     " WHERE mail = ? AND tenant = ? AND state = ?"_s,
            {toColumn(now), qint64(std::chrono::microseconds(leastPause).count()), mail.value, tenant.value,
                int(DeliveryState::Waiting)});
    if (waiting && *waiting > 0)
        transaction.noteChange(anyonesMail);
    return waiting;
}

QByteArray packedContent(const OutgoingMail &mail)
{
    QCborArray attachments;
    for (const MailAttachment &attachment : mail.attachments)
        attachments.append(QCborArray{attachment.name, attachment.mediaType, attachment.content});
    return QCborValue(QCborMap{{u"html"_s, mail.html}, {u"attachments"_s, attachments}}).toCbor();
}

void unpackContent(const QByteArray &packed, OutgoingMail &mail)
{
    const QCborMap content = QCborValue::fromCbor(packed).toMap();
    mail.html = content[u"html"_s].toString();
    for (const QCborValue &each : content[u"attachments"_s].toArray()) {
        const QCborArray parts = each.toArray();
        mail.attachments.append({parts[0].toString(), parts[1].toByteArray(), parts[2].toByteArray()});
    }
}

Result<void> checkMailRate(
    Database &database, TenantId tenant, AskedMail asked, int most, audit::EventTime now, const Message &tooMany)
{
    // Not those of a clock that was ahead.
    const QString counting = u"SELECT count(*) FROM mails WHERE tenant = ? AND made_at BETWEEN ? AND ? AND "_s;
    constexpr std::chrono::minutes minute(1);
    const bool isTest = asked == AskedMail::Test;
    QVariantList values{tenant.value, toColumn(now - minute + std::chrono::microseconds(1)), toColumn(now + minute)};
    if (isTest)
        values << QString(policy::nameOf(MailKind::Test));
    const auto count = database.first(counting + (isTest ? u"kind = ?"_s : u"again_of <> 0"_s), values,
        [](const QSqlQuery &row) { return row.value(0).toInt(); });
    if (!count)
        return std::unexpected(count.error());
    if (count->value_or(0) < most)
        return {};
    return std::unexpected(Error(ErrorKind::TooMany, tooMany, {QString::number(most)}));
}

}
