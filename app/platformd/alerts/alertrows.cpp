// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/alertrows.h"

#include "store/columns.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

QJsonArray toJson(const QList<qint64> &numbers)
{
    QJsonArray array;
    for (const qint64 number : numbers)
        array.append(number);
    return array;
}

QList<qint64> numbersIn(const QJsonValue &json)
{
    QList<qint64> numbers;
    for (const QJsonValue &number : json.toArray())
        numbers.append(number.toInteger());
    return numbers;
}

audit::EventTime timeIn(const QJsonValue &json)
{
    return audit::EventTime(std::chrono::microseconds(json.toInteger()));
}

audit::Level levelIn(const QJsonValue &json)
{
    return audit::Level(std::clamp(json.toInt(), 0, int(audit::Level::Critical)));
}

QJsonObject toJson(const AlertWait &wait)
{
    QJsonArray sent;
    for (const SentAlert &each : wait.sent)
        sent.append(QJsonArray{toColumn(each.at), int(each.level)});
    return {
        {u"from"_s, wait.from},
        {u"count"_s, wait.waiting.count},
        {u"first"_s, toJson(wait.waiting.first)},
        {u"last"_s, toJson(wait.waiting.last)},
        {u"highest"_s, int(wait.waiting.highest)},
        {u"since"_s, toColumn(wait.since)},
        {u"late"_s, wait.isLate},
        {u"held"_s,
            QJsonObject{{u"mails"_s, wait.heldBack.mails}, {u"events"_s, wait.heldBack.events},
                {u"first"_s, wait.heldBack.firstNumber}, {u"last"_s, wait.heldBack.lastNumber},
                {u"highest"_s, int(wait.heldBack.highest)}}},
        {u"sent"_s, sent},
        {u"lastAt"_s, toColumn(wait.lastAt)},
    };
}

AlertWait waitIn(const QJsonObject &json)
{
    const QJsonValue held = json["held"_L1];
    AlertWait wait{
        .from = json["from"_L1].toInteger(),
        .waiting = {json["count"_L1].toInteger(), numbersIn(json["first"_L1]), numbersIn(json["last"_L1]),
            levelIn(json["highest"_L1])},
        .since = timeIn(json["since"_L1]),
        .isLate = json["late"_L1].toBool(),
        .heldBack = {held["mails"_L1].toInteger(), held["events"_L1].toInteger(), held["first"_L1].toInteger(),
            held["last"_L1].toInteger(), levelIn(held["highest"_L1])},
        .sent = {},
        .lastAt = timeIn(json["lastAt"_L1]),
    };
    for (const QJsonValue &each : json["sent"_L1].toArray())
        wait.sent.append({timeIn(each[0]), levelIn(each[1])});
    return wait;
}

}

Result<std::optional<AlertPlace>> alertPlace(Database &database, TenantId tenant)
{
    return database.first(u"SELECT number, step, revision FROM alert_places WHERE tenant = ?"_s, {tenant.value},
        [](const QSqlQuery &row) {
            return AlertPlace{row.value(0).toLongLong(), row.value(1).toLongLong(), row.value(2).toLongLong()};
        });
}

Result<void> putAlertPlace(Database &database, TenantId tenant, const AlertPlace &place)
{
    return database
        .run(u"INSERT INTO alert_places (tenant, number, step, revision) VALUES (?, ?, ?, ?)"
             " ON CONFLICT (tenant) DO UPDATE SET number = excluded.number, step = excluded.step,"
             " revision = excluded.revision"_s,
            {tenant.value, place.number, place.step, place.revision})
        .transform([](qint64) { });
}

Result<bool> moveAlertPlace(Database &database, TenantId tenant, const AlertPlace &before, qint64 number)
{
    return database
        .run(u"UPDATE alert_places SET number = ?, step = step + 1 WHERE tenant = ? AND step = ? AND revision = ?"_s,
            {number, tenant.value, before.step, before.revision})
        .transform([](qint64 changed) { return changed == 1; });
}

Result<void> removeAlertPlace(Database &database, TenantId tenant)
{
    return database.run(u"DELETE FROM alert_waits WHERE tenant = ?"_s, {tenant.value})
        .and_then([&](qint64) { return database.run(u"DELETE FROM alert_places WHERE tenant = ?"_s, {tenant.value}); })
        .transform([](qint64) {});
}

Result<AlertWaits> alertWaits(Database &database, TenantId tenant)
{
    const auto rows = database.select(
        u"SELECT topic, waiting FROM alert_waits WHERE tenant = ?"_s, {tenant.value}, [](const QSqlQuery &row) {
            const QByteArray waiting = row.value(1).toString().toUtf8();
            return std::pair(row.value(0).toString(), waitIn(QJsonDocument::fromJson(waiting).object()));
        });
    if (!rows)
        return std::unexpected(rows.error());
    AlertWaits waits;
    for (const auto &[topic, wait] : *rows)
        waits.insert(topic, wait);
    return waits;
}

Result<void> putAlertWait(Database &database, TenantId tenant, const QString &topic, const AlertWait &wait)
{
    return database
        .run(u"INSERT INTO alert_waits (tenant, topic, waiting) VALUES (?, ?, ?)"
             " ON CONFLICT (tenant, topic) DO UPDATE SET waiting = excluded.waiting"_s,
            {tenant.value, topic, QString::fromUtf8(QJsonDocument(toJson(wait)).toJson(QJsonDocument::Compact))})
        .transform([](qint64) { });
}

Result<void> removeAlertWait(Database &database, TenantId tenant, const QString &topic)
{
    return database.run(u"DELETE FROM alert_waits WHERE tenant = ? AND topic = ?"_s, {tenant.value, topic})
        .transform([](qint64) { });
}

}
