// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/mailqueue.h"

#include "store/columns.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

constexpr QLatin1StringView deliveryColumns{
    "SELECT r.tenant, r.mail, r.address, r.level, r.attempts, m.made_at, m.topic FROM mail_recipients r"
    " JOIN mails m ON m.id = r.mail AND m.tenant = r.tenant WHERE r.tenant = ?"};

/// The plus leaves the index of the states alone: a mail has few addresses, and a tenant many that wait.
constexpr QLatin1StringView goesNowhere{
    " AND NOT EXISTS (SELECT 1 FROM mail_recipients r WHERE r.mail = mails.id AND +r.tenant = mails.tenant"
    " AND r.state IN (?, ?))"};

QueuedDelivery queuedIn(const QSqlQuery &row)
{
    return {
        .tenant = {row.value(0).toLongLong()},
        .mail = {row.value(1).toLongLong()},
        .address = row.value(2).toString(),
        .level = audit::Level(row.value(3).toInt()),
        .topic = row.value(6).toString(),
        .attempts = row.value(4).toInt(),
        .madeAt = timeColumn(row.value(5)),
    };
}

DeliveryState stateAfter(AttemptOutcome outcome)
{
    switch (outcome) {
    case AttemptOutcome::Sent:
        return DeliveryState::Sent;
    case AttemptOutcome::Delayed:
    case AttemptOutcome::Unknown:
        return DeliveryState::Waiting;
    case AttemptOutcome::Refused:
        return DeliveryState::Refused;
    case AttemptOutcome::GivenUp:
        return DeliveryState::GivenUp;
    }
    std::unreachable();
}

Result<void> done(const Result<qint64> &changed)
{
    if (!changed)
        return std::unexpected(changed.error());
    return {};
}

}

Result<QList<QueuedDelivery>> dueDeliveries(Database &database, TenantId tenant, audit::EventTime now, int limit)
{
    return database.select(
        deliveryColumns + u" AND r.state = ? AND r.next_at <= ? ORDER BY r.level DESC, r.next_at, r.mail LIMIT ?"_s,
        {tenant.value, int(DeliveryState::Waiting), toColumn(now), limit}, queuedIn);
}

Result<std::optional<audit::EventTime>> nextDue(Database &database, TenantId tenant)
{
    return database
        .first(u"SELECT min(next_at) FROM mail_recipients WHERE tenant = ? AND state = ?"_s,
            {tenant.value, int(DeliveryState::Waiting)},
            [](const QSqlQuery &row) {
                return row.value(0).isNull() ? std::nullopt : std::optional(timeColumn(row.value(0)));
            })
        .transform([](const auto &found) { return found.value_or(std::nullopt); });
}

Result<bool> markSending(Database &database, const QueuedDelivery &delivery, audit::EventTime now)
{
    return database
        .run(u"UPDATE mail_recipients SET state = ?, changed_at = ?"
             " WHERE mail = ? AND address = ? AND tenant = ? AND state = ?"_s,
            {int(DeliveryState::Sending), toColumn(now), delivery.mail.value, delivery.address, delivery.tenant.value,
                int(DeliveryState::Waiting)})
        .transform([](qint64 changed) { return changed > 0; });
}

Result<void> putBack(Database &database, const QueuedDelivery &delivery, audit::EventTime now)
{
    return done(database.run(u"UPDATE mail_recipients SET state = ?, changed_at = ?"
                             " WHERE mail = ? AND address = ? AND tenant = ? AND state = ?"_s,
        {int(DeliveryState::Waiting), toColumn(now), delivery.mail.value, delivery.address, delivery.tenant.value,
            int(DeliveryState::Sending)}));
}

Result<void> storeResult(Database &database, const DeliveryResult &result)
{
    const QueuedDelivery &delivery = result.delivery;
    return done(
        database.run(u"UPDATE mail_recipients SET state = ?, attempts = attempts + 1, next_at = ?,"
                     " changed_at = ?, reason = ?, answer = ? WHERE mail = ? AND address = ? AND tenant = ?"_s,
            {int(stateAfter(result.outcome)), toColumn(result.nextAt), toColumn(result.at), int(result.answer.kind),
                result.answer.text, delivery.mail.value, delivery.address, delivery.tenant.value}))
        .and_then([&] {
            return done(database.run(u"INSERT INTO mail_attempts (tenant, mail, address, at, outcome, reason, answer)"
                                     " VALUES (?, ?, ?, ?, ?, ?, ?)"_s,
                {delivery.tenant.value, delivery.mail.value, delivery.address, toColumn(result.at), int(result.outcome),
                    int(result.answer.kind), result.answer.text}));
        });
}

Result<QList<QueuedDelivery>> deliveriesUnderWay(Database &database, TenantId tenant)
{
    return database.select(
        deliveryColumns + u" AND r.state = ?"_s, {tenant.value, int(DeliveryState::Sending)}, queuedIn);
}

Result<QString> storeMessageId(Database &database, TenantId tenant, MailId mail, const QString &made)
{
    return database
        .first(u"UPDATE mails SET message_id = iif(message_id = '', ?, message_id) WHERE tenant = ? AND id = ?"
               " RETURNING message_id"_s,
            {made, tenant.value, mail.value}, [](const QSqlQuery &row) { return row.value(0).toString(); })
        .transform([&](const std::optional<QString> &id) { return id.value_or(made); });
}

Result<void> forgetTheFuture(Database &database, TenantId tenant, audit::EventTime now)
{
    // Clocks are set by less than that all the time.
    constexpr std::chrono::minutes slack(1);
    const QVariant present = toColumn(now);
    const QVariant future = toColumn(now + slack);
    return done(database.run(
                    u"UPDATE mail_recipients SET next_at = ?, changed_at = min(changed_at, ?) WHERE tenant = ? AND"
                    " state = ? AND (next_at > ? OR mail IN (SELECT id FROM mails WHERE tenant = ? AND made_at > ?))"_s,
                    {present, present, tenant.value, int(DeliveryState::Waiting), toColumn(now + longestPause + slack),
                        tenant.value, future}))
        .and_then([&] {
            return done(database.run(
                u"UPDATE mails SET made_at = ? WHERE tenant = ? AND made_at > ?"_s, {present, tenant.value, future}));
        });
}

Result<void> retryHeldUpByRoad(Database &database, TenantId tenant, audit::EventTime now)
{
    return done(database.run(u"UPDATE mail_recipients SET next_at = ? WHERE tenant = ? AND state = ? AND next_at > ?"
                             " AND reason IN (?, ?, ?, ?, ?)"_s,
        {toColumn(now), tenant.value, int(DeliveryState::Waiting), toColumn(now), int(AnswerKind::NoServer),
            int(AnswerKind::NotReached), int(AnswerKind::NotSecure), int(AnswerKind::NotSignedIn),
            int(AnswerKind::FolderFailed)}));
}

Result<void> storeNoServer(Database &database, TenantId tenant, audit::EventTime now, audit::EventTime nextAt)
{
    return done(database.run(u"UPDATE mail_recipients SET reason = ?, answer = '', changed_at = ?, next_at = ?"
                             " WHERE tenant = ? AND state = ? AND next_at <= ?"_s,
        {int(AnswerKind::NoServer), toColumn(now), toColumn(nextAt), tenant.value, int(DeliveryState::Waiting),
            toColumn(now)}));
}

Result<QList<QueuedDelivery>> deliveriesMadeBefore(
    Database &database, TenantId tenant, audit::EventTime before, int limit)
{
    return database.select(deliveryColumns + u" AND r.state = ? AND m.made_at <= ? LIMIT ?"_s,
        {tenant.value, int(DeliveryState::Waiting), toColumn(before), limit}, queuedIn);
}

Result<qint64> removeOldMails(Database &database, TenantId tenant, audit::EventTime before, int limit)
{
    const auto old = database.run(
        u"DELETE FROM mails WHERE tenant = ? AND id IN (SELECT id FROM mails WHERE tenant = ? AND made_at < ?"
        " AND id < (SELECT max(id) FROM mails WHERE tenant = ?)"_s
            + goesNowhere + u" ORDER BY made_at, id LIMIT ?)"_s,
        {tenant.value, tenant.value, toColumn(before), tenant.value, int(DeliveryState::Waiting),
            int(DeliveryState::Sending), limit});
    if (!old || *old >= limit)
        return old;
    const auto tooMany
        = database.run(u"DELETE FROM mails WHERE tenant = ? AND id IN (SELECT id FROM mails WHERE tenant = ?"
                       " AND id <= (SELECT id FROM mails WHERE tenant = ? ORDER BY id DESC LIMIT 1 OFFSET ?)"_s
                + goesNowhere + u" ORDER BY id LIMIT ?)"_s,
            {tenant.value, tenant.value, tenant.value, mostMailsKept, int(DeliveryState::Waiting),
                int(DeliveryState::Sending), limit - *old});
    return tooMany.transform([&](qint64 removed) { return *old + removed; });
}

}
