// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/eventoverview.h"

#include "store/columns.h"
#include "store/segmenttally.h"
#include "store/weekhours.h"

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sekimori::platformd {
namespace {

using std::chrono::seconds;

constexpr std::array<seconds, 19> commonSteps{1s, 5s, 15s, 1min, 5min, 15min, 30min, 1h, 3h, 6h, 12h, 24h, 24h * 7,
    24h * 28, 24h * 91, 24h * 364, 24h * 3640, 24h * 36400, 24h * 364000};
using Quarters = SegmentTally::Quarters;
/// What lies farther away has been told by a clock that was wrong, and would leave all others in one bar.
constexpr auto farthestBack = std::chrono::days(11 * 366);
constexpr auto farthestAhead = std::chrono::days(1);

/// @p time or the last beginning of a step before it, in the zone; weeks begin on Mondays.
audit::EventTime stepBegin(audit::EventTime time, seconds step, const QTimeZone &zone)
{
    constexpr std::chrono::days firstMonday{4}; // of 1970
    const seconds shift = seconds(zone.offsetFromUtc(toDateTime(time))) - firstMonday;
    const auto local = time.time_since_epoch() + shift;
    const auto steps = local / step - (local % step < 0us ? 1 : 0);
    return audit::EventTime(steps * step - shift);
}

qint64 bucketsIn(audit::EventTime since, audit::EventTime until, seconds step)
{
    return (until - since + step - 1us) / step;
}

/// Those that are shown: in order, without the empty text.
QList<ValueCount> shown(QList<ValueCount> values)
{
    values.removeIf([](const ValueCount &value) { return value.value.isEmpty(); });
    std::ranges::sort(values, [](const ValueCount &a, const ValueCount &b) {
        return a.count != b.count ? a.count > b.count : a.value < b.value;
    });
    values.resize(std::min<qsizetype>(values.size(), EventOverview::mostValues));
    return values;
}

/// A name that a file has and the log does not is none that was closed.
Result<qint64> codeOf(const Result<std::optional<qint64>> &found, const SegmentLog &log)
{
    if (!found)
        return std::unexpected(found.error());
    return *found ? Result<qint64>(**found) : std::unexpected(damaged(log.segment()));
}

/// Only of the most frequent codes the names are read; of one more than are shown, since one may be the empty text's.
Result<QList<ValueCount>> topNames(EventNames &names, const QHash<qint64, qint64> &counts)
{
    QList<std::pair<qint64, qint64>> order;
    for (auto it = counts.begin(); it != counts.end(); ++it)
        order.append({it.value(), it.key()});
    const auto most = std::min<qsizetype>(order.size(), EventOverview::mostValues + 1);
    std::ranges::partial_sort(order, order.begin() + most, std::greater());
    QList<ValueCount> values;
    for (const auto &[count, code] : order.first(most)) {
        auto name = names.name(code);
        if (!name)
            return std::unexpected(name.error());
        values.append({*std::move(name), count});
    }
    return shown(std::move(values));
}

}

Result<SummarySpan> overviewSpan(
    Database &database, TenantId tenant, const OverviewQuestion &question, audit::EventTime now)
{
    TimeSpan span = question.span;
    if (!span.since || !span.until) {
        const auto log = timesOfLog(database, tenant);
        if (!log)
            return std::unexpected(log.error());
        const auto clipped = [&](const std::optional<audit::EventTime> &time) {
            return std::clamp<audit::EventTime>(time.value_or(now), now - farthestBack, now + farthestAhead);
        };
        if (!span.until)
            span.until = std::max(clipped(log->until), span.since.value_or(audit::EventTime::min()) + 1s);
        if (!span.since)
            span.since = std::min(clipped(log->since), *span.until - 1s);
    }
    if (question.step)
        return SummarySpan{*span.since, *span.until, *question.step};
    const auto fits = [&](seconds step) {
        return bucketsIn(stepBegin(*span.since, step, question.zone), *span.until, step) <= question.bars;
    };
    const auto found = std::ranges::find_if(commonSteps, fits);
    const seconds step = found == commonSteps.end() ? commonSteps.back() : *found;
    const auto since = stepBegin(*span.since, step, question.zone);
    return SummarySpan{since, since + bucketsIn(since, *span.until, step) * step, step};
}

OverviewCount::OverviewCount(TenantId tenant, OverviewQuestion question, const SummarySpan &span)
    : m_tenant(tenant)
    , m_question(std::move(question))
    , m_span(span)
    , m_buckets(span.bucketCount())
{
}

Result<void> OverviewCount::goOn(Database &database, SearchEnd end)
{
    const LogReading reading(database);
    auto search = EventSearch::open(database, m_tenant, m_question.filter, m_question.span);
    if (!search)
        return std::unexpected(search.error());
    auto codes = EventNameCodes::open(database, m_tenant);
    if (!codes)
        return std::unexpected(codes.error());
    if (!m_from) {
        const auto first = firstEventNumber(database, m_tenant);
        if (!first)
            return std::unexpected(first.error());
        m_from = search->newest() + 1;
        m_all = std::max<qint64>(0, *m_from - *first);
    }
    const auto reached = search->visitBelow(*m_from, end,
        {
            .columns = u"e.time, e.level, e.result, e.source, e.user, e.kind"_s,
            .visitStored = [this](const Statement &row) { take(row); },
            .visitClosed = [&](const SegmentLog &log, const audit::query::RowSet &rows,
                               const NumberRange &range) { return takeClosed(*codes, log, rows, range); },
        });
    if (!reached)
        return std::unexpected(reached.error());
    m_from = *reached;
    return {};
}

void OverviewCount::take(const Statement &row)
{
    const audit::EventTime time(std::chrono::microseconds(row.integer(0)));
    const qint64 kind = row.integer(5);
    const bool isFailed = row.integer(2) != 0;
    ++m_total;
    ++m_quarters[std::chrono::floor<Quarters>(time).time_since_epoch().count()];
    ++m_sources[row.integer(3)];
    ++m_users[row.integer(4)];
    ++m_kinds[kind];
    if (isFailed) {
        Failures &failures = m_failures[kind];
        ++failures.count;
        failures.lastAt = std::max(failures.lastAt, time);
    }
    if (time < m_span.since || time >= m_span.until)
        return;
    SummaryBucket &bucket = m_buckets[qsizetype((time - m_span.since) / m_span.step)];
    ++bucket.counts.at(size_t(row.integer(1)));
    bucket.failed += isFailed ? 1 : 0;
}

Result<void> OverviewCount::takeClosed(
    EventNameCodes &codes, const SegmentLog &log, const audit::query::RowSet &rows, const NumberRange &range)
{
    SegmentTally tally(log, m_span);
    tally.add(rows, range);
    for (const auto &[field, counts, sum] : {std::tuple{audit::Field::Source, &tally.sources(), &m_sources},
             {audit::Field::User, &tally.users(), &m_users}}) {
        for (uint32_t code = 0; code < counts->size(); ++code) {
            if ((*counts)[code] == 0)
                continue;
            const auto stored = codeOf(codes.name(field, tally.text(field, code)), log);
            if (!stored)
                return std::unexpected(stored.error());
            (*sum)[*stored] += (*counts)[code];
        }
    }
    for (const SegmentTally::Kind &kind : tally.kinds()) {
        const auto stored = codeOf(
            codes.kind({tally.text(audit::Field::Service, kind.codes[0]),
                tally.text(audit::Field::Module, kind.codes[1]), tally.text(audit::Field::Action, kind.codes[2])}),
            log);
        if (!stored)
            return std::unexpected(stored.error());
        m_kinds[*stored] += kind.count;
        if (kind.failed > 0) {
            Failures &failures = m_failures[*stored];
            failures.count += kind.failed;
            failures.lastAt = std::max(failures.lastAt, kind.lastFailedAt);
        }
    }
    for (const auto &[quarter, count] : tally.quarters())
        m_quarters[quarter] += count;
    addBuckets(m_buckets, tally.buckets());
    m_total += tally.total();
    return {};
}

Result<QList<ValueCount>> OverviewCount::topActions(EventNames &names) const
{
    QHash<QString, qint64> counts;
    for (auto it = m_kinds.begin(); it != m_kinds.end(); ++it) {
        const auto kind = names.kind(it.key());
        if (!kind)
            return std::unexpected(kind.error());
        counts[kind->action] += it.value();
    }
    QList<ValueCount> values;
    for (auto it = counts.begin(); it != counts.end(); ++it)
        values.append({it.key(), it.value()});
    return shown(std::move(values));
}

Result<QList<FailureCount>> OverviewCount::failures(EventNames &names) const
{
    FailureCounts counts;
    for (auto it = m_failures.begin(); it != m_failures.end(); ++it) {
        const auto kind = names.kind(it.key());
        if (!kind)
            return std::unexpected(kind.error());
        counts.add({kind->module, kind->action, it->count, it->lastAt});
    }
    return counts.most();
}

Result<EventOverview> OverviewCount::overview(Database &database) const
{
    auto names = EventNames::open(database, m_tenant);
    if (!names)
        return std::unexpected(names.error());
    auto failed = failures(*names);
    auto users = topNames(*names, m_users);
    auto addresses = topNames(*names, m_sources);
    auto actions = topActions(*names);
    if (!failed)
        return std::unexpected(failed.error());
    for (const auto &top : {users, addresses, actions}) {
        if (!top)
            return std::unexpected(top.error());
    }
    return EventOverview{
        .summary = {.buckets = m_buckets, .failures = *std::move(failed)},
        .hours = weekHours(m_quarters, m_question.zone),
        .users = *std::move(users),
        .addresses = *std::move(addresses),
        .actions = *std::move(actions),
        .total = m_total,
        .all = m_all,
        .countedFrom = m_from.value_or(1),
    };
}

}
