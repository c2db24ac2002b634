// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/eventsearch.h"

#include "store/eventrows.h"
#include "store/logpieces.h"
#include "store/segmentcounts.h"
#include "store/segmentlogs.h"

#include <algorithm>
#include <functional>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sekimori::platformd {
namespace {

using audit::query::RowSet;

constexpr int firstPlace = 2;
constexpr int endPlace = 3;
constexpr int limitPlace = 4;

/// From how rare a value on an index leads to it faster than a walk past all others.
constexpr qint64 rareFrom = 20;
constexpr size_t mostCodesOfIndex = 10'000;
/// So many events of an index are sorted at once, about.
constexpr qint64 eventsOfIndexStep = 2'000;
/// Names are some thousands, or somebody has sent very many.
constexpr std::chrono::seconds longestLookUp{3};

/// How many numbers a step takes, so that it lasts some milliseconds.
class StepWidth {
public:
    explicit StepWidth(qint64 first)
        : m_width(std::clamp<qint64>(first, shortest, longest))
        , m_widest(std::max(m_width, widestAtFirst))
    {
    }

    qint64 value() const { return m_width; }

    void learn(SearchEnd::duration took)
    {
        if (took < 6ms)
            m_width = std::min(m_width * 2, m_widest);
        else if (took > 25ms)
            m_width = std::max(m_width / 2, shortest);
    }

private:
    static constexpr qint64 shortest = 256;
    static constexpr qint64 longest = qint64(1) << 40;

    /// Wider ones gain little where there is nothing, and take long where there is much all of a sudden.
    static constexpr qint64 widestAtFirst = qint64(1) << 16;

    qint64 m_width;
    qint64 m_widest;
};

/// The events of a page, and one more, which tells whether there are more.
class Collecting {
public:
    explicit Collecting(int limit)
        : m_limit(limit)
    {
    }

    qint64 missing() const { return m_limit + 1 - m_events.size(); }
    bool isFull() const { return missing() == 0; }

    Result<void> take(Result<audit::Event> event)
    {
        return event.transform([this](audit::Event &each) { m_events.append(std::move(each)); });
    }
    /// As many as are wanted of the chosen rows of @p log whose numbers lie in @p range.
    Result<void> take(const SegmentLog &log, const RowSet &chosen, const NumberRange &range, bool isDownward)
    {
        uint64_t first = chosen.rank(log.rowOf(range.first));
        uint64_t end = chosen.rank(log.rowOf(range.end));
        while (first < end && !isFull()) {
            const uint64_t place = isDownward ? --end : first++;
            if (const auto taken = take(log.event(log.numberOf(chosen.at(place)))); !taken)
                return taken;
        }
        return {};
    }
    QList<audit::Event> takeEvents()
    {
        m_events.resize(std::min(m_events.size(), m_limit));
        return std::move(m_events);
    }

private:
    const qsizetype m_limit;
    QList<audit::Event> m_events;
};

/// @p filter and besides it a span of time.
audit::filter::Filter within(audit::filter::Filter filter, const TimeSpan &span)
{
    using namespace audit::filter;
    if (span.isEverything())
        return filter;
    Node in{.what = TimeIn{span.since, span.until}, .place = {}};
    if (filter.root)
        in = Node{.what = And{{std::move(in), *std::move(filter.root)}}, .place = {}};
    filter.root = std::move(in);
    return filter;
}

}

Result<EventSearch> EventSearch::open(
    Database &database, TenantId tenant, const audit::filter::Filter &filter, const TimeSpan &span)
{
    const TimeLimit limit(database, longestLookUp);
    const LogReading reading(database);
    // In this order: a name that comes after the filter looked for its names is of a later event.
    const auto newest = lastEventNumber(database, tenant);
    if (!newest)
        return std::unexpected(newest.error());
    auto compiled = eventFilter(database, tenant, within(filter, span));
    if (!compiled)
        return std::unexpected(compiled.error());
    return reopen(database, tenant, *std::move(compiled), *newest);
}

Result<EventSearch> EventSearch::reopen(Database &database, TenantId tenant, EventFilter filter, qint64 newest)
{
    return EventNames::open(database, tenant).transform([&](EventNames names) {
        return EventSearch(database, tenant, std::move(filter), newest, std::move(names));
    });
}

EventSearch::EventSearch(Database &database, TenantId tenant, EventFilter filter, qint64 newest, EventNames names)
    : m_database(&database)
    , m_tenant(tenant)
    , m_filter(std::move(filter))
    , m_newest(newest)
    , m_names(std::move(names))
{
}

bool EventSearch::isByIndex() const
{
    const auto &codes = m_filter.codes;
    return codes && !codes->codes.empty() && codes->codes.size() <= mostCodesOfIndex
        && codes->count * rareFrom < m_newest;
}

Result<Statement> EventSearch::prepare(const QString &columns, Way way, const QString &prefix)
{
    std::vector<SqlValue> values{m_tenant.value, qint64(0), qint64(0), qint64(-1)};
    values.insert(values.end(), m_filter.values.begin(), m_filter.values.end());
    QString index = u"NOT INDEXED"_s;
    QString condition = m_filter.condition;
    if (isByIndex()) {
        const auto column = nameOf(m_filter.codes->column);
        QStringList places;
        for (const qint64 code : m_filter.codes->codes) {
            values.emplace_back(code);
            places << u"?%1"_s.arg(values.size());
        }
        const bool isPartial
            = m_filter.codes->column == EventColumn::Level || m_filter.codes->column == EventColumn::Result;
        index = u"INDEXED BY events_by_%1"_s.arg(column);
        condition = u"e.%1 IN (%2)%3 AND %4"_s.arg(
            column, places.join(u", "), isPartial ? u" AND e.%1 > 0"_s.arg(column) : QString(), condition);
    }
    auto statement = Statement::prepare(*m_database,
        prefix
            + u"SELECT %1 FROM events e %2 WHERE e.tenant = ?1 AND e.number >= ?2 AND e.number < ?3 AND %4"
              " ORDER BY e.number %3 LIMIT ?4"_s.arg(
                  columns, index, way == Way::Down ? u"DESC"_s : u"ASC"_s, condition));
    if (statement)
        statement->bind(values);
    return statement;
}

Result<QString> EventSearch::plan()
{
    auto steps = prepare(eventColumns, Way::Down, u"EXPLAIN QUERY PLAN "_s);
    if (!steps)
        return std::unexpected(steps.error());
    QStringList told;
    while (steps->next())
        told << steps->text(3);
    return steps->outcome().transform([&] { return told.join(u'\n'); });
}

Result<std::optional<qint64>> EventSearch::walk(Way way, const NumberRange &whole, SearchEnd end, const Steps &steps)
{
    m_damaged.reset();
    if (m_filter.codes && m_filter.codes->codes.empty())
        return std::nullopt;
    const TimeLimit limit(*m_database, longestLookUp); // for a step that turns out to be long
    auto pieces = piecesOf(*m_database, m_tenant, m_filter.span, whole);
    if (!pieces)
        return std::unexpected(pieces.error());
    if (way == Way::Down)
        std::ranges::reverse(*pieces);
    for (size_t i = 0; i < pieces->size(); ++i) {
        const auto &[range, segment] = (*pieces)[i];
        if (!segment) {
            const auto stopped = walkStored(way, range, end, steps);
            if (!stopped || *stopped)
                return stopped;
            continue;
        }
        const auto goesOn = lookInto(*segment, range, steps);
        if (!goesOn)
            return std::unexpected(goesOn.error());
        const bool isLast = i + 1 == pieces->size();
        if (!*goesOn || (!isLast && std::chrono::steady_clock::now() >= end))
            return way == Way::Down ? range.first : range.end;
    }
    return std::nullopt;
}

Result<std::optional<qint64>> EventSearch::walkStored(Way way, NumberRange left, SearchEnd end, const Steps &steps)
{
    StepWidth width(isByIndex()
            ? eventsOfIndexStep * std::max<qint64>(1, m_newest) / std::max<qint64>(1, m_filter.codes->count)
            : eventsInBlock);
    while (left.size() > 0) {
        const qint64 size = std::min(width.value(), left.size());
        const NumberRange step
            = way == Way::Down ? NumberRange{left.end - size, left.end} : NumberRange{left.first, left.first + size};
        const auto begun = std::chrono::steady_clock::now();
        const auto goesOn = steps.stored(step);
        if (!goesOn)
            return std::unexpected(goesOn.error());
        (way == Way::Down ? left.end : left.first) = way == Way::Down ? step.first : step.end;
        const auto now = std::chrono::steady_clock::now();
        if (!*goesOn || (now >= end && left.size() > 0))
            return way == Way::Down ? left.end : left.first;
        width.learn(now - begun);
    }
    return std::nullopt;
}

/// By the names that occur in it.
Result<bool> EventSearch::canBeIn(const Segment &segment)
{
    if (!m_filter.codes)
        return true;
    return lacksCodes(*m_database, m_tenant, segment, *m_filter.codes).transform(std::logical_not());
}

Result<bool> EventSearch::lookInto(const Segment &segment, const NumberRange &range, const Steps &steps)
{
    const auto canBe = canBeIn(segment);
    if (!canBe || !*canBe)
        return canBe.transform(std::logical_not());
    SegmentLogs *const segments = m_database->segments();
    const auto log = segments ? segments->open(m_tenant, segment) : std::unexpected(damaged(segment));
    if (!log) {
        if (log.error().is(messages::SegmentDamaged))
            m_damaged = segment;
        return std::unexpected(log.error());
    }
    return steps.closed(**log, (*log)->select(m_filter.filter, segments->workers()), range);
}

Result<FoundEvents> EventSearch::find(Way way, const NumberRange &whole, int limit, SearchEnd end)
{
    const LogReading reading(*m_database);
    Collecting collecting(limit);
    auto rows = prepare(eventColumns, way);
    if (!rows)
        return std::unexpected(rows.error());
    const auto takeStored = [&](const NumberRange &step) -> Result<bool> {
        rows->reset();
        rows->bind(firstPlace, step.first);
        rows->bind(endPlace, step.end);
        rows->bind(limitPlace, collecting.missing());
        while (rows->next()) {
            if (const auto taken = collecting.take(eventIn(*rows, m_names)); !taken)
                return std::unexpected(taken.error());
        }
        return rows->outcome().transform([&] { return !collecting.isFull(); });
    };
    const auto takeClosed = [&](const SegmentLog &log, const RowSet &chosen, const NumberRange &range) -> Result<bool> {
        return collecting.take(log, chosen, range, way == Way::Down).transform([&] { return !collecting.isFull(); });
    };
    const auto stopped = walk(way, whole, end, {takeStored, takeClosed});
    if (!stopped)
        return std::unexpected(stopped.error());
    FoundEvents found{.events = {}, .isThrough = !*stopped && !collecting.isFull()};
    found.events = collecting.takeEvents();
    if (found.events.size() == limit)
        found.reached = found.events.last().number;
    else if (*stopped)
        found.reached = way == Way::Down ? **stopped : **stopped - 1;
    return found;
}

Result<FoundEvents> EventSearch::below(qint64 below, int limit, SearchEnd end)
{
    return find(Way::Down, {1, std::min(below, m_newest + 1)}, limit, end);
}

Result<FoundEvents> EventSearch::above(qint64 above, int limit, SearchEnd end)
{
    return find(Way::Up, {std::max<qint64>(above + 1, 1), m_newest + 1}, limit, end);
}

Result<QList<Segment>> EventSearch::damagedSegments()
{
    const LogReading reading(*m_database);
    QList<Segment> damaged;
    if (m_filter.codes && m_filter.codes->codes.empty())
        return damaged;
    const auto pieces = piecesOf(*m_database, m_tenant, m_filter.span, {1, m_newest + 1});
    if (!pieces)
        return std::unexpected(pieces.error());
    for (const LogPiece &piece : *pieces) {
        if (!piece.segment)
            continue;
        const auto canBe = canBeIn(*piece.segment);
        if (!canBe)
            return std::unexpected(canBe.error());
        if (*canBe && !SegmentReader::open(m_database->segments()->folder(), m_tenant, *piece.segment))
            damaged << *piece.segment;
    }
    return damaged;
}

Result<qint64> EventSearch::visitBelow(qint64 below, SearchEnd end, const Visitor &visitor)
{
    const LogReading reading(*m_database);
    auto rows = prepare(visitor.columns, Way::Down);
    if (!rows)
        return std::unexpected(rows.error());
    const auto visitStored = [&](const NumberRange &step) -> Result<bool> {
        rows->reset();
        rows->bind(firstPlace, step.first);
        rows->bind(endPlace, step.end);
        while (rows->next())
            visitor.visitStored(*rows);
        return rows->outcome().transform([] { return true; });
    };
    const auto visitClosed = [&](const SegmentLog &log, const RowSet &chosen, const NumberRange &range) {
        return visitor.visitClosed(log, chosen, range).transform([] { return true; });
    };
    return walk(Way::Down, {1, std::min(below, m_newest + 1)}, end, {visitStored, visitClosed})
        .transform([](const std::optional<qint64> &number) { return number.value_or(1); });
}

}
