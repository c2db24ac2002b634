// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/eventrows.h"

#include "store/columns.h"
#include "store/tenantrows.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

namespace {

audit::Event eventIn(const QSqlQuery &row)
{
    return {
        .number = row.value(0).toLongLong(),
        .time = timeColumn(row.value(1)),
        .source = row.value(2).toString(),
        .user = row.value(3).toString(),
        .service = row.value(4).toString(),
        .module = row.value(5).toString(),
        .action = row.value(6).toString(),
        .result = audit::EventResult(row.value(7).toInt()),
        .level = audit::Level(row.value(8).toInt()),
        .complement = row.value(9).toString(),
    };
}

}

Result<qint64> appendEvents(Transaction &transaction, TenantId tenant, const QList<audit::Event> &events)
{
    Database &database = transaction.database();
    const auto last
        = database.first(u"UPDATE tenants SET last_event = last_event + ? WHERE id = ? RETURNING last_event"_s,
            {events.size(), tenant.value}, [](const QSqlQuery &row) { return row.value(0).toLongLong(); });
    if (!last)
        return std::unexpected(last.error());
    if (!*last)
        return std::unexpected(Error(ErrorKind::NotFound, messages::TenantUnknown));
    qint64 number = **last - events.size();
    for (const audit::Event &event : events) {
        const auto inserted = database.run(
            u"INSERT INTO events (tenant, number, time, source, user, service, module, action, result, level,"
            " complement) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
            {tenant.value, ++number, toColumn(event.time), event.source, event.user, event.service, event.module,
                event.action, int(event.result), int(event.level), event.complement});
        if (!inserted)
            return std::unexpected(inserted.error());
    }
    transaction.noteChange(tenant);
    return number;
}

Result<QList<audit::Event>> newestEvents(Database &database, TenantId tenant, int limit, std::optional<qint64> below)
{
    return database.select(
        u"SELECT number, time, source, user, service, module, action, result, level, complement FROM events"
        " WHERE tenant = ? AND number < ? ORDER BY number DESC LIMIT ?"_s,
        {tenant.value, below.value_or(std::numeric_limits<qint64>::max()), limit}, eventIn);
}

Result<QList<audit::Event>> eventsAbove(Database &database, TenantId tenant, int limit, qint64 above)
{
    return database.select(
        u"SELECT number, time, source, user, service, module, action, result, level, complement FROM events"
        " WHERE tenant = ? AND number > ? ORDER BY number LIMIT ?"_s,
        {tenant.value, above, limit}, eventIn);
}

Result<qint64> lastEventNumber(Database &database, TenantId tenant)
{
    const auto last = database.first(u"SELECT last_event FROM tenants WHERE id = ?"_s, {tenant.value},
        [](const QSqlQuery &row) { return row.value(0).toLongLong(); });
    if (!last)
        return std::unexpected(last.error());
    if (!*last)
        return std::unexpected(Error(ErrorKind::NotFound, messages::TenantUnknown));
    return **last;
}

}
