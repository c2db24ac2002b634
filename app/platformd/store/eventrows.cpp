// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/eventrows.h"

#include "audit/chain/canonicalform.h"
#include "store/chainrows.h"
#include "store/columns.h"
#include "store/eventblocks.h"
#include "store/eventsearch.h"
#include "store/segmentlogs.h"
#include "store/tenantrows.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

/// @p events as they will be read, numbered from @p first on: what is hashed is what stands in the store.
QList<audit::Event> storedForm(const QList<audit::Event> &events, qint64 first)
{
    QList<audit::Event> stored = events;
    for (audit::Event &event : stored) {
        event.number = first++;
        for (QString audit::Event::*text : {&audit::Event::source, &audit::Event::user, &audit::Event::service,
                 &audit::Event::module, &audit::Event::action, &audit::Event::complement})
            event.*text = storable(event.*text);
    }
    return stored;
}

Result<void> insertEvent(Database &database, TenantId tenant, const audit::Event &event, const EventCodes &codes,
    const audit::chain::Hash &hash)
{
    return database
        .run(u"INSERT INTO events (tenant, number, time, source, user, kind, result, level, complement, hash)"
             " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
            {tenant.value, event.number, toColumn(event.time), codes.source, codes.user, codes.kind, int(event.result),
                int(event.level), event.complement, hash.toBytes()})
        .transform([](qint64) { });
}

Result<QList<audit::Event>> storedAbove(Database &database, TenantId tenant, int limit, qint64 above)
{
    auto names = EventNames::open(database, tenant);
    if (!names)
        return std::unexpected(names.error());
    auto rows = Statement::prepare(database,
        u"SELECT "_s + eventColumns
            + u" FROM events e WHERE e.tenant = ?1 AND e.number > ?2 ORDER BY e.number LIMIT ?3"_s);
    if (!rows)
        return std::unexpected(rows.error());
    rows->bind({tenant.value, above, qint64(limit)});
    QList<audit::Event> events;
    while (rows->next()) {
        auto event = eventIn(*rows, *names);
        if (!event)
            return std::unexpected(event.error());
        events.append(*std::move(event));
    }
    return rows->outcome().transform([&] { return events; });
}

}

Result<qint64> appendEvents(Transaction &transaction, TenantId tenant, const QList<audit::Event> &events)
{
    Database &database = transaction.database();
    auto end = chainEnd(database, tenant);
    if (!end)
        return std::unexpected(end.error());
    const QList<audit::Event> stored = storedForm(events, end->number + 1);
    const auto codes = countNames(database, tenant, stored);
    if (!codes)
        return std::unexpected(codes.error());
    if (const auto noted = noteInBlocks(database, tenant, stored, end->number + 1); !noted)
        return std::unexpected(noted.error());
    for (qsizetype i = 0; i < stored.size(); ++i) {
        end->number = stored[i].number;
        end->tip = audit::chain::linked(end->tip, audit::chain::canonicalForm(stored[i]));
        if (const auto inserted = insertEvent(database, tenant, stored[i], codes->at(i), end->tip); !inserted)
            return std::unexpected(inserted.error());
    }
    if (const auto moved = storeChainEnd(database, tenant, *end); !moved)
        return std::unexpected(moved.error());
    transaction.noteChange(tenant);
    return end->number;
}

Result<QList<audit::Event>> eventsAbove(Database &database, TenantId tenant, int limit, qint64 above)
{
    const LogReading reading(database);
    const auto closed = closedUpTo(database, tenant);
    if (!closed)
        return std::unexpected(closed.error());
    if (above >= *closed)
        return storedAbove(database, tenant, limit, above);
    return EventSearch::open(database, tenant, {})
        .and_then([&](EventSearch search) { return search.above(above, limit); })
        .transform([](const FoundEvents &found) { return found.events; });
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

Result<audit::Event> eventIn(const Statement &row, EventNames &names)
{
    audit::Event event;
    event.number = row.integer(0);
    event.time = audit::EventTime(std::chrono::microseconds(row.integer(1)));
    event.result = audit::EventResult(row.integer(2));
    event.level = audit::Level(row.integer(3));
    event.complement = row.text(4);
    auto source = names.name(row.integer(5));
    auto user = names.name(row.integer(6));
    auto kind = names.kind(row.integer(7));
    if (!source || !user)
        return std::unexpected(source ? user.error() : source.error());
    if (!kind)
        return std::unexpected(kind.error());
    event.source = *std::move(source);
    event.user = *std::move(user);
    event.service = std::move(kind->service);
    event.module = std::move(kind->module);
    event.action = std::move(kind->action);
    return event;
}

}
