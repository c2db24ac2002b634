// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/eventsummary.h"

#include "store/columns.h"

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
Result<QList<SummaryBucket>> bucketsOf(Database &database, TenantId tenant, const SummarySpan &span)
{
    QList<SummaryBucket> buckets;
    for (audit::EventTime begin = span.since; begin < span.until; begin += span.step) {
        const auto end = std::min<audit::EventTime>(begin + span.step, span.until);
        const auto bucket = database.first(
            u"SELECT sum(level = 0), sum(level = 1), sum(level = 2), sum(level = 3), sum(level = 4), sum(result <> 0)"
            " FROM events WHERE tenant = ? AND time >= ? AND time < ?"_s,
            {tenant.value, toColumn(begin), toColumn(end)}, bucketIn);
        if (!bucket)
            return std::unexpected(bucket.error());
        buckets << bucket->value_or(SummaryBucket());
    }
    return buckets;
}

Result<QList<FailureCount>> failuresOf(Database &database, TenantId tenant, const SummarySpan &span)
{
    return database.select(u"SELECT module, action, count(*), max(time) FROM events"
                           " WHERE tenant = ? AND time >= ? AND time < ? AND result <> 0"
                           " GROUP BY module, action ORDER BY 3 DESC, 4 DESC, module, action LIMIT ?"_s,
        {tenant.value, toColumn(span.since), toColumn(span.until), EventSummary::mostFailures},
        [](const QSqlQuery &row) {
            return FailureCount{
                row.value(0).toString(), row.value(1).toString(), row.value(2).toLongLong(), timeColumn(row.value(3))};
        });
}

}

qint64 SummarySpan::bucketCount() const
{
    const microseconds whole = until - since;
    return (whole + step - microseconds(1)) / step;
}

Result<EventSummary> eventSummary(Database &database, TenantId tenant, const SummarySpan &span)
{
    auto buckets = bucketsOf(database, tenant, span);
    if (!buckets)
        return std::unexpected(buckets.error());
    auto failures = failuresOf(database, tenant, span);
    if (!failures)
        return std::unexpected(failures.error());
    return EventSummary{std::move(*buckets), std::move(*failures)};
}

}
