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

qint64 sinceColumn(const TimeSpan &span)
{
    return span.since ? toColumn(*span.since) : std::numeric_limits<qint64>::min();
}

qint64 untilColumn(const TimeSpan &span)
{
    return span.until ? toColumn(*span.until) : std::numeric_limits<qint64>::max();
}

struct Numbers {
    qint64 first = 1;
    qint64 last = 0;
};

/// Between which numbers all events of @p span lie. Numbers and times go nearly together, so there is not much else
/// between them; the index by time knows them without a look at the events.
Result<Numbers> numbersIn(Database &database, TenantId tenant, const TimeSpan &span)
{
    return database
        .first(u"SELECT min(number), max(number) FROM events INDEXED BY events_by_time"
               " WHERE tenant = ? AND time >= ? AND time < ?"_s,
            {tenant.value, sinceColumn(span), untilColumn(span)},
            [](const QSqlQuery &row) {
                return row.isNull(0) ? Numbers() : Numbers{row.value(0).toLongLong(), row.value(1).toLongLong()};
            })
        .transform([](const std::optional<Numbers> &numbers) { return numbers.value_or(Numbers()); });
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

Result<QList<audit::Event>> newestEvents(
    Database &database, TenantId tenant, int limit, std::optional<qint64> below, const TimeSpan &span)
{
    const qint64 end = below.value_or(std::numeric_limits<qint64>::max());
    if (span.isEverything())
        return database.select(
            u"SELECT number, time, source, user, service, module, action, result, level, complement FROM events"
            " WHERE tenant = ? AND number < ? ORDER BY number DESC LIMIT ?"_s,
            {tenant.value, end, limit}, eventIn);
    const auto numbers = numbersIn(database, tenant, span);
    if (!numbers)
        return std::unexpected(numbers.error());
    return database.select(
        u"SELECT number, time, source, user, service, module, action, result, level, complement FROM events NOT INDEXED"
        " WHERE tenant = ? AND number >= ? AND number <= ? AND number < ? AND time >= ? AND time < ?"
        " ORDER BY number DESC LIMIT ?"_s,
        {tenant.value, numbers->first, numbers->last, end, sinceColumn(span), untilColumn(span), limit}, eventIn);
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
