// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/eventfilter.h"
#include "store/eventnames.h"
#include "store/segments.h"

#include <chrono>
#include <functional>

namespace sekimori::audit::query {
class RowSet;
}

namespace sekimori::platformd {

class SegmentLog;

/// When a search stops looking, although it is not through.
using SearchEnd = std::chrono::steady_clock::time_point;
inline constexpr SearchEnd whenThrough = SearchEnd::max();

struct FoundEvents {
    QList<audit::Event> events; ///< in the order of the walk
    bool isThrough = false; ///< nothing more follows
    /// The walk goes on beyond this number: that of the last event, or where time was up.
    qint64 reached = 0;
};

/// Walks a tenant's log by its numbers, down or up, and takes what a filter selects: in steps of some milliseconds, by
/// the blocks in whose times it can be, and where the wanted is rare, by an index; what lies in segments, a segment a
/// step, but for those in which it cannot be. So it can stop at any time and tell how far it came. Belongs to the
/// connection that it was made with, and sees the events that there were then.
class EventSearch {
public:
    static Result<EventSearch> open(
        Database &database, TenantId tenant, const audit::filter::Filter &filter, const TimeSpan &span = {});
    /// Goes on with what an earlier search of the same tenant was made of, @p newest its last number.
    static Result<EventSearch> reopen(Database &database, TenantId tenant, EventFilter filter, qint64 newest);

    /// At most @p limit events with numbers below @p below, newest first.
    Result<FoundEvents> below(qint64 below, int limit, SearchEnd end = whenThrough);
    /// At most @p limit events with numbers above @p above, oldest first.
    Result<FoundEvents> above(qint64 above, int limit, SearchEnd end = whenThrough);

    /// Who is shown what was found.
    struct Visitor {
        QString columns; ///< what is wanted of an event `e` in the database
        std::function<void(const Statement &)> visitStored; ///< each of them
        /// All of a segment together: those of its chosen rows whose numbers lie in the range.
        std::function<Result<void>(const SegmentLog &, const audit::query::RowSet &, const NumberRange &)> visitClosed;
    };
    /// Shows all events below @p below; returns the number down to which it came.
    Result<qint64> visitBelow(qint64 below, SearchEnd end, const Visitor &visitor);

    /// Those that it would look into and whose files are missing or have another length than they should.
    Result<QList<Segment>> damagedSegments();

    /// By which way SQLite finds what is wanted, in its own words.
    Result<QString> plan();
    const EventFilter &filter() const { return m_filter; }
    qint64 newest() const { return m_newest; } ///< the tenant's last number, selected or not
    /// After the last walk has failed: the segment that could not be read, if that was it.
    const std::optional<Segment> &damagedSegment() const { return m_damaged; }

private:
    enum class Way { Down, Up };

    EventSearch(Database &database, TenantId tenant, EventFilter filter, qint64 newest, EventNames names);

    bool isByIndex() const;
    Result<Statement> prepare(const QString &columns, Way way, const QString &prefix = {});
    Result<FoundEvents> find(Way way, const NumberRange &whole, int limit, SearchEnd end);
    /// What is done with a step; false: that is enough.
    struct Steps {
        std::function<Result<bool>(const NumberRange &)> stored;
        std::function<Result<bool>(const SegmentLog &, const audit::query::RowSet &, const NumberRange &)> closed;
    };
    /// Takes one step after the other until one says false, time is up, or all is done; tells from where on nothing was
    /// looked at.
    Result<std::optional<qint64>> walk(Way way, const NumberRange &whole, SearchEnd end, const Steps &steps);
    Result<std::optional<qint64>> walkStored(Way way, NumberRange left, SearchEnd end, const Steps &steps);
    Result<bool> canBeIn(const Segment &segment);
    Result<bool> lookInto(const Segment &segment, const NumberRange &range, const Steps &steps);

    Database *m_database;
    TenantId m_tenant;
    EventFilter m_filter;
    qint64 m_newest;
    EventNames m_names;
    std::optional<Segment> m_damaged;
};

}
