// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/nearestevent.h"

#include "store/columns.h"
#include "store/segmentlogs.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

using audit::EventTime;

struct Neighbour {
    EventTime time;
    qint64 number = 0;

    auto operator<=>(const Neighbour &) const = default;
};
using Found = std::optional<Neighbour>;

/// The events next to a time: the first one from it on, and the last one before it. Of several of one time, the first
/// and the last by number.
class Neighbours {
public:
    Neighbours(Database &database, TenantId tenant, EventTime time)
        : m_database(database)
        , m_tenant(tenant)
        , m_time(time)
    {
    }

    Result<std::optional<qint64>> nearest();

private:
    Result<void> lookInDatabase(qint64 closed);
    Result<void> lookInto(const Segment &segment);
    bool mayBeIn(const Segment &segment) const;
    void lookInto(const SegmentLog &log, const audit::engine::Block &block);
    void take(const Neighbour &event);

    Database &m_database;
    const TenantId m_tenant;
    const EventTime m_time;
    Found m_later;
    Found m_earlier;
};

Neighbour neighbourIn(const QSqlQuery &row)
{
    return {timeColumn(row.value(1)), row.value(0).toLongLong()};
}

void Neighbours::take(const Neighbour &event)
{
    if (event.time >= m_time)
        m_later = m_later ? std::min(*m_later, event) : event;
    else
        m_earlier = m_earlier ? std::max(*m_earlier, event) : event;
}

Result<void> Neighbours::lookInDatabase(qint64 closed)
{
    for (const QString &sql : {
             u"SELECT number, time FROM events INDEXED BY events_by_time WHERE tenant = ? AND time >= ?"
             " AND number > ? ORDER BY time, number LIMIT 1"_s,
             u"SELECT number, time FROM events INDEXED BY events_by_time WHERE tenant = ? AND time < ?"
             " AND number > ? ORDER BY time DESC, number DESC LIMIT 1"_s,
         }) {
        const auto found = m_database.first(sql, {m_tenant.value, toColumn(m_time), closed}, neighbourIn);
        if (!found)
            return std::unexpected(found.error());
        if (*found)
            take(**found);
    }
    return {};
}

/// Whether one is in it that is nearer, by the times between which its events lie.
bool Neighbours::mayBeIn(const Segment &segment) const
{
    const bool hasLater
        = segment.lastTime >= m_time && (!m_later || std::max(segment.firstTime, m_time) <= m_later->time);
    const bool hasEarlier
        = segment.firstTime < m_time && (!m_earlier || std::min(segment.lastTime, m_time) >= m_earlier->time);
    return hasLater || hasEarlier;
}

Result<void> Neighbours::lookInto(const Segment &segment)
{
    SegmentLogs *const segments = m_database.segments();
    const auto log = segments ? segments->open(m_tenant, segment) : std::unexpected(damaged(segment));
    if (!log)
        return std::unexpected(log.error());
    for (const auto &block : *(*log)->log().blocks)
        lookInto(**log, *block);
    return {};
}

void Neighbours::lookInto(const SegmentLog &log, const audit::engine::Block &block)
{
    for (uint32_t row = 0; row < block.rowCount; ++row)
        take({EventTime(std::chrono::microseconds(block.times[row])), log.numberOf(block.firstRow + row)});
}

Result<std::optional<qint64>> Neighbours::nearest()
{
    const auto segments = segmentsOf(m_database, m_tenant);
    if (!segments)
        return std::unexpected(segments.error());
    if (const auto looked = lookInDatabase(segments->isEmpty() ? 0 : segments->last().last); !looked)
        return std::unexpected(looked.error());
    // The newest first: times follow the numbers nearly, so that few have to be opened.
    for (auto segment = segments->rbegin(); segment != segments->rend(); ++segment) {
        if (!mayBeIn(*segment))
            continue;
        if (const auto looked = lookInto(*segment); !looked)
            return std::unexpected(looked.error());
    }
    if (m_later && m_earlier)
        return m_later->time - m_time < m_time - m_earlier->time ? m_later->number : m_earlier->number;
    const Found only = m_later ? m_later : m_earlier;
    return only.transform([](const Neighbour &event) { return event.number; });
}

}

Result<std::optional<qint64>> nearestEvent(Database &database, TenantId tenant, EventTime time)
{
    const LogReading reading(database);
    return Neighbours(database, tenant, time).nearest();
}

}
