// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/segments.h"

#include "store/columns.h"
#include "store/eventrows.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

Segment segmentIn(const QSqlQuery &row)
{
    return {
        .first = row.value(0).toLongLong(),
        .last = row.value(1).toLongLong(),
        .month = row.value(2).toString(),
        .firstTime = timeColumn(row.value(3)),
        .lastTime = timeColumn(row.value(4)),
        .bytes = row.value(5).toLongLong(),
        .sha256 = row.value(6).toByteArray(),
        .closedAt = timeColumn(row.value(7)),
        .file = row.value(8).toString(),
    };
}

qint64 numberIn(const QSqlQuery &row)
{
    return row.value(0).toLongLong();
}

}

Result<QList<Segment>> segmentsOf(Database &database, TenantId tenant)
{
    return database.select(u"SELECT first, last, month, first_time, last_time, bytes, sha256, closed_at, file"
                           " FROM segments WHERE tenant = ? ORDER BY first"_s,
        {tenant.value}, segmentIn);
}

Result<qint64> closedUpTo(Database &database, TenantId tenant, qint64 most)
{
    return database
        .first(u"SELECT min(last, ?) FROM segments WHERE tenant = ? AND first <= ? ORDER BY first DESC LIMIT 1"_s,
            {most, tenant.value, most}, numberIn)
        .transform([](const std::optional<qint64> &last) { return last.value_or(0); });
}

Result<qint64> firstOpenNumber(Database &database, TenantId tenant)
{
    const auto closed = closedUpTo(database, tenant);
    if (!closed)
        return closed;
    const auto first
        = database.first(u"SELECT number FROM events WHERE tenant = ? AND number > ? ORDER BY number LIMIT 1"_s,
            {tenant.value, *closed}, numberIn);
    if (!first)
        return std::unexpected(first.error());
    if (*first)
        return **first;
    return lastEventNumber(database, tenant).transform([](qint64 last) { return last + 1; });
}

Result<qint64> firstEventNumber(Database &database, TenantId tenant)
{
    const auto first = database.first(
        u"SELECT first FROM segments WHERE tenant = ? ORDER BY first LIMIT 1"_s, {tenant.value}, numberIn);
    if (!first)
        return std::unexpected(first.error());
    return *first ? Result<qint64>(**first) : firstOpenNumber(database, tenant);
}

}
