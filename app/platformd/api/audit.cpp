// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/audit.h"

#include "api/numbers.h"
#include "api/times.h"
#include "store/eventsummary.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

constexpr int defaultLimit = 200;
constexpr int largestLimit = 1000;
constexpr std::chrono::days longestSummary{366};
constexpr qint64 mostBuckets = 1000;

/// The last day in hours where the request names nothing else.
Result<SummarySpan> summarySpan(const QUrlQuery &query, audit::EventTime now)
{
    const auto given = querySpan(query);
    if (!given)
        return std::unexpected(given.error());
    constexpr qint64 longestStep = std::chrono::seconds(longestSummary).count();
    const auto step = queryNumber(query, u"step"_s, 1, longestStep);
    if (!step)
        return std::unexpected(step.error());
    constexpr std::chrono::hours usual{24};
    const auto until = given->until.value_or(now);
    const SummarySpan span{given->since.value_or(until - usual), until, std::chrono::seconds(step->value_or(3600))};
    if (span.until <= span.since)
        return std::unexpected(Error{ErrorKind::Invalid, SpanReversed, {}, u"until"_s});
    if (span.until - span.since > longestSummary)
        return std::unexpected(
            Error{ErrorKind::Invalid, SpanTooLong, {QString::number(longestSummary.count())}, u"since"_s});
    if (const qint64 count = span.bucketCount(); count > mostBuckets) {
        const SummarySpan fewest{span.since, span.until, std::chrono::seconds(mostBuckets)};
        return std::unexpected(Error{ErrorKind::Invalid, TooManyBuckets,
            {QString::number(span.step.count()), QString::number(count), QString::number(mostBuckets),
                QString::number(fewest.bucketCount())},
            u"step"_s});
    }
    return span;
}

QJsonArray bucketsJson(const SummarySpan &span, const QList<SummaryBucket> &buckets)
{
    QJsonArray array;
    audit::EventTime at = span.since;
    for (const SummaryBucket &bucket : buckets) {
        QJsonObject counts;
        for (size_t level = 0; level < bucket.counts.size(); ++level)
            counts.insert(audit::nameOf(audit::Level(level)), bucket.counts[level]);
        array.append(QJsonObject{{u"at"_s, audit::toText(at)}, {u"counts"_s, counts}, {u"failed"_s, bucket.failed}});
        at += span.step;
    }
    return array;
}

QJsonArray failuresJson(const QList<FailureCount> &failures)
{
    QJsonArray array;
    for (const FailureCount &failure : failures)
        array.append(QJsonObject{{u"module"_s, failure.module}, {u"action"_s, failure.action},
            {u"count"_s, failure.count}, {u"lastAt"_s, audit::toText(failure.lastAt)}});
    return array;
}

}

Response getAuditEvents(const Call &call, ApiParts &parts)
{
    const auto limit = queryNumber(call.request.query, u"limit"_s, 1, largestLimit);
    if (!limit)
        return call.refuse(limit.error());
    const auto after = queryNumber(call.request.query, u"after"_s, 1, largestJsonNumber);
    if (!after)
        return call.refuse(after.error());
    const auto span = querySpan(call.request.query);
    if (!span)
        return call.refuse(span.error());
    const auto page = parts.tenants.events(call.passage.tenant->id, int(limit->value_or(defaultLimit)), *after, *span);
    if (!page)
        return call.refuse(page.error());
    QJsonArray events;
    for (const audit::Event &event : page->events)
        events.append(audit::toJson(event));
    const QJsonValue next = page->next ? QJsonValue(*page->next) : QJsonValue(QJsonValue::Null);
    return json(200, {{u"events"_s, events}, {u"next"_s, next}});
}

Response getAuditSummary(const Call &call, ApiParts &parts)
{
    const auto span = summarySpan(call.request.query, parts.tenants.now());
    if (!span)
        return call.refuse(span.error());
    const auto summary = parts.tenants.store().read(
        [&](Database &database) { return eventSummary(database, call.passage.tenant->id, *span); });
    if (!summary)
        return call.refuse(summary.error());
    return json(200,
        {
            {u"since"_s, audit::toText(span->since)},
            {u"until"_s, audit::toText(span->until)},
            {u"step"_s, qint64(span->step.count())},
            {u"buckets"_s, bucketsJson(*span, summary->buckets)},
            {u"failures"_s, failuresJson(summary->failures)},
        });
}

}
