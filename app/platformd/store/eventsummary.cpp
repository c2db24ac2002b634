// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/eventsummary.h"

#include "store/columns.h"
#include "store/segmenttally.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

using std::chrono::microseconds;

SummaryBucket bucketIn(const QSqlQuery &row)
{
    SummaryBucket bucket;
    for (size_t level = 0; level < bucket.counts.size(); ++level)
        bucket.counts[level] = row.value(int(level)).toLongLong();
    bucket.failed = row.value(5).toLongLong();
    return bucket;
}

/// A walk along the index for each bucket: grouping all in one statement would sort them first, and take three times as
/// long.
Result<QList<SummaryBucket>> bucketsOf(Database &database, TenantId tenant, const SummarySpan &span, qint64 closed)
{
    QList<SummaryBucket> buckets;
    for (audit::EventTime begin = span.since; begin < span.until; begin += span.step) {
        const auto end = std::min<audit::EventTime>(begin + span.step, span.until);
        const auto bucket = database.first(
            u"SELECT sum(level = 0), sum(level = 1), sum(level = 2), sum(level = 3), sum(level = 4), sum(result <> 0)"
            " FROM events WHERE tenant = ? AND time >= ? AND time < ? AND number > ?"_s,
            {tenant.value, toColumn(begin), toColumn(end), closed}, bucketIn);
        if (!bucket)
            return std::unexpected(bucket.error());
        buckets << bucket->value_or(SummaryBucket());
    }
    return buckets;
}

Result<QList<FailureCount>> failuresOf(Database &database, TenantId tenant, const SummarySpan &span, qint64 closed)
{
    return database.select(u"SELECT k.module, k.action, count(*), max(e.time) FROM events e JOIN event_kinds k ON k.id "
                           u"= e.kind AND k.tenant = e.tenant"
                           " WHERE e.tenant = ? AND e.time >= ? AND e.time < ? AND e.result <> 0 AND e.number > ?"
                           " GROUP BY k.module, k.action"_s,
        {tenant.value, toColumn(span.since), toColumn(span.until), closed}, [](const QSqlQuery &row) {
            return FailureCount{
                row.value(0).toString(), row.value(1).toString(), row.value(2).toLongLong(), timeColumn(row.value(3))};
        });
}

Result<void> addSegment(Database &database, TenantId tenant, const SummarySpan &span, const Segment &segment,
    QList<SummaryBucket> &buckets, FailureCounts &failures)
{
    SegmentLogs *const segments = database.segments();
    const auto log = segments ? segments->open(tenant, segment) : std::unexpected(damaged(segment));
    if (!log)
        return std::unexpected(log.error());
    audit::filter::Filter within;
    within.root = audit::filter::Node{.what = audit::filter::TimeIn{span.since, span.until}, .place = {}};
    SegmentTally tally(**log, span);
    tally.add((*log)->select(within, segments->workers()), {segment.first, segment.last + 1});
    addBuckets(buckets, tally.buckets());
    for (const SegmentTally::Kind &kind : tally.kinds())
        failures.add({tally.text(audit::Field::Module, kind.codes[1]), tally.text(audit::Field::Action, kind.codes[2]),
            kind.failed, kind.lastFailedAt});
    return {};
}

}

qint64 SummarySpan::bucketCount() const
{
    const microseconds whole = until - since;
    return (whole + step - microseconds(1)) / step;
}

void addBuckets(QList<SummaryBucket> &buckets, const QList<SummaryBucket> &others)
{
    for (qsizetype i = 0; i < buckets.size(); ++i) {
        for (size_t level = 0; level < buckets[i].counts.size(); ++level)
            buckets[i].counts[level] += others[i].counts[level];
        buckets[i].failed += others[i].failed;
    }
}

void FailureCounts::add(const FailureCount &failure)
{
    if (failure.count == 0)
        return;
    const auto [found, isNew] = m_counts.try_emplace({failure.module, failure.action}, failure);
    if (isNew)
        return;
    found->second.count += failure.count;
    found->second.lastAt = std::max(found->second.lastAt, failure.lastAt);
}

QList<FailureCount> FailureCounts::most() const
{
    QList<FailureCount> failures;
    for (const auto &[where, failure] : m_counts)
        failures << failure;
    std::ranges::stable_sort(failures, [](const FailureCount &a, const FailureCount &b) {
        return a.count != b.count ? a.count > b.count : a.lastAt > b.lastAt;
    });
    failures.resize(std::min<qsizetype>(failures.size(), EventSummary::mostFailures));
    return failures;
}

Result<EventSummary> eventSummary(Database &database, TenantId tenant, const SummarySpan &span)
{
    const LogReading reading(database);
    const auto segments = segmentsOf(database, tenant);
    if (!segments)
        return std::unexpected(segments.error());
    const qint64 closed = segments->isEmpty() ? 0 : segments->last().last;
    auto buckets = bucketsOf(database, tenant, span, closed);
    if (!buckets)
        return std::unexpected(buckets.error());
    const auto stored = failuresOf(database, tenant, span, closed);
    if (!stored)
        return std::unexpected(stored.error());
    FailureCounts failures;
    for (const FailureCount &failure : *stored)
        failures.add(failure);
    for (const Segment &segment : *segments) {
        if (segment.firstTime >= span.until || segment.lastTime < span.since)
            continue;
        if (const auto added = addSegment(database, tenant, span, segment, *buckets, failures); !added)
            return std::unexpected(added.error());
    }
    return EventSummary{std::move(*buckets), failures.most()};
}

}
