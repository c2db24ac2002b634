// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/chorerows.h"

#include "store/columns.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

Result<QHash<QString, qint64>> storedChores(Database &database, TenantId tenant)
{
    const auto rows = database.select(u"SELECT name, done_at FROM chores WHERE tenant = ?"_s, {tenant.value},
        [](const QSqlQuery &row) { return std::pair(row.value(0).toString(), row.value(1).toLongLong()); });
    return rows.transform([](const auto &pairs) { return QHash<QString, qint64>(pairs.begin(), pairs.end()); });
}

Result<std::optional<audit::EventTime>> choreDoneAt(Database &database, TenantId tenant, const QString &name)
{
    return database.first(u"SELECT done_at FROM chores WHERE tenant = ? AND name = ?"_s, {tenant.value, name},
        [](const QSqlQuery &row) { return timeColumn(row.value(0)); });
}

Result<bool> hasChoreTime(Database &database, TenantId tenant, const QString &name)
{
    return choreDoneAt(database, tenant, name).transform([](const std::optional<audit::EventTime> &at) {
        return at.value_or(audit::EventTime()) > audit::EventTime();
    });
}

Result<void> storeChoreTime(Database &database, TenantId tenant, const QString &name, audit::EventTime time)
{
    return database
        .run(u"INSERT INTO chores (tenant, name, done_at) VALUES (?, ?, ?)"
             " ON CONFLICT DO UPDATE SET done_at = excluded.done_at"_s,
            {tenant.value, name, toColumn(time)})
        .transform([](qint64) { });
}

Result<void> wantChore(Database &database, TenantId tenant, const QString &name)
{
    return database
        .run(u"INSERT INTO chores (tenant, name, done_at) VALUES (?, ?, -1)"
             " ON CONFLICT DO UPDATE SET done_at = min(done_at, 0) - 1"_s,
            {tenant.value, name})
        .transform([](qint64) { });
}

Result<void> storeChoreDone(
    Database &database, TenantId tenant, const QString &name, std::optional<qint64> seen, qint64 now)
{
    const auto done = seen
        ? database.run(u"UPDATE chores SET done_at = ? WHERE tenant = ? AND name = ? AND done_at = ?"_s,
              {now, tenant.value, name, *seen})
        : database.run(u"INSERT INTO chores (tenant, name, done_at) VALUES (?, ?, ?)"
                       " ON CONFLICT DO NOTHING"_s,
              {tenant.value, name, now});
    return done.transform([](qint64) { });
}

}
