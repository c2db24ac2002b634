// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/chainreading.h"

#include "audit/chain/canonicalform.h"
#include "store/chainrows.h"
#include "store/eventrows.h"
#include "store/segmentlogs.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

using audit::chain::Hash;

/// The first one that goes beyond @p above; null: what follows lies in the database.
const Segment *segmentBehind(const QList<Segment> &segments, qint64 above)
{
    const auto found = std::ranges::find_if(segments, [&](const Segment &segment) { return segment.last > above; });
    return found == segments.end() ? nullptr : &*found;
}

std::optional<Hash> hashInFile(const QString &path, qint64 place)
{
    constexpr qint64 size = sizeof(Hash::bytes);
    QFile file(path);
    if (!file.open(QFile::ReadOnly) || !file.seek(place * size))
        return std::nullopt;
    return Hash::fromBytes(file.read(size));
}

}

Result<bool> ChainReading::read(Database &database, qint64 above, const Visit &visit)
{
    m_damagedUpTo.reset();
    const auto segments = segmentsOf(database, m_tenant);
    if (!segments)
        return std::unexpected(segments.error());
    const Segment *segment = segmentBehind(*segments, above);
    return segment ? readSegment(database.segments()->folder(), *segment, above, visit)
                   : readDatabase(database, above, visit);
}

Result<bool> ChainReading::readSegment(
    const SegmentFolder &folder, const Segment &segment, qint64 above, const Visit &visit)
{
    const auto fail = [&](const Error &error) -> Result<bool> {
        m_damagedUpTo = segment.last;
        m_open.reset();
        return std::unexpected(error);
    };
    if (!m_open || m_open->first != segment || m_open->second.number() != above) {
        auto reader = SegmentReader::open(folder, m_tenant, segment, above + 1);
        if (!reader)
            return fail(reader.error());
        m_open.emplace(segment, *std::move(reader));
    }
    for (;;) {
        auto entry = m_open->second.next();
        if (!entry)
            return fail(entry.error());
        if (!*entry)
            return true;
        const auto goesOn = visit({m_open->second.number(), std::move((*entry)->line), std::move((*entry)->hash)});
        if (!goesOn || !*goesOn)
            return goesOn.transform([](bool) { return true; });
    }
}

Result<bool> ChainReading::readDatabase(Database &database, qint64 above, const Visit &visit)
{
    auto names = EventNames::open(database, m_tenant);
    if (!names)
        return std::unexpected(names.error());
    auto rows = Statement::prepare(database,
        u"SELECT "_s + eventColumns
            + u", e.hash FROM events e WHERE e.tenant = ?1 AND e.number > ?2 ORDER BY e.number"_s);
    if (!rows)
        return std::unexpected(rows.error());
    rows->bind({m_tenant.value, above});
    while (rows->next()) {
        const auto event = eventIn(*rows, *names);
        if (!event)
            return std::unexpected(event.error());
        const auto goesOn = visit({event->number, audit::chain::canonicalForm(*event), rows->bytes(8)});
        if (!goesOn || !*goesOn)
            return goesOn.transform([](bool) { return true; });
    }
    return rows->outcome().transform([] { return false; });
}

Result<std::optional<Hash>> hashInLog(Database &database, TenantId tenant, qint64 number)
{
    const auto start = chainStart(database, tenant);
    if (!start)
        return std::unexpected(start.error());
    if (number == start->number)
        return start->hash;
    const auto segments = segmentsOf(database, tenant);
    if (!segments)
        return std::unexpected(segments.error());
    const Segment *segment = segmentBehind(*segments, number - 1);
    if (!segment)
        return eventHash(database, tenant, number);
    if (segment->first > number)
        return std::nullopt;
    const auto hash = hashInFile(database.segments()->folder().hashesOf(tenant, *segment), number - segment->first);
    if (!hash)
        return std::unexpected(damaged(*segment));
    return hash;
}

Result<ChainStart> chainUpTo(Database &database, TenantId tenant, qint64 number)
{
    const auto start = chainStart(database, tenant);
    if (!start)
        return start;
    const auto closed = closedUpTo(database, tenant, number);
    if (!closed)
        return std::unexpected(closed.error());
    const auto open
        = database.first(u"SELECT number FROM events WHERE tenant = ? AND number <= ? ORDER BY number DESC LIMIT 1"_s,
            {tenant.value, number}, [](const QSqlQuery &row) { return row.value(0).toLongLong(); });
    if (!open)
        return std::unexpected(open.error());
    const qint64 last = std::max({start->number, *closed, open->value_or(0)});
    return hashInLog(database, tenant, last).transform([last](const std::optional<Hash> &hash) {
        return ChainStart{.number = last, .hash = hash.value_or(Hash())};
    });
}

}
