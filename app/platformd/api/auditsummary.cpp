// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/auditsummary.h"

#include "api/auditquestion.h"
#include "api/numbers.h"
#include "api/times.h"
#include "crypto/tokens.h"
#include "store/eventoverview.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

constexpr std::chrono::days longestSummary{366};
constexpr qint64 mostBuckets = 1000;
constexpr int usualBars = 200;

Result<void> checkBuckets(const SummarySpan &span)
{
    const qint64 count = span.bucketCount();
    if (count <= mostBuckets)
        return {};
    const SummarySpan fewest{span.since, span.until, std::chrono::seconds(mostBuckets)};
    return std::unexpected(Error{ErrorKind::Invalid, TooManyBuckets,
        {QString::number(span.step.count()), QString::number(count), QString::number(mostBuckets),
            QString::number(fewest.bucketCount())},
        u"step"_s});
}

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
    return checkBuckets(span).transform([&] { return span; });
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

QJsonObject toJson(const SummarySpan &span, const EventSummary &summary)
{
    return {
        {u"since"_s, audit::toText(span.since)},
        {u"until"_s, audit::toText(span.until)},
        {u"step"_s, qint64(span.step.count())},
        {u"buckets"_s, bucketsJson(span, summary.buckets)},
        {u"failures"_s, failuresJson(summary.failures)},
    };
}

QJsonArray valuesJson(const QList<ValueCount> &values)
{
    QJsonArray array;
    for (const ValueCount &value : values)
        array.append(QJsonObject{{u"value"_s, value.value}, {u"count"_s, value.count}});
    return array;
}

QJsonObject toJson(const SummarySpan &span, const EventOverview &overview)
{
    QJsonObject json = toJson(span, overview.summary);
    QJsonArray days;
    for (const auto &hours : overview.hours) {
        QJsonArray day;
        for (const qint64 count : hours)
            day.append(count);
        days.append(day);
    }
    json.insert(u"hours"_s, days);
    json.insert(u"top"_s,
        QJsonObject{{u"users"_s, valuesJson(overview.users)}, {u"addresses"_s, valuesJson(overview.addresses)},
            {u"actions"_s, valuesJson(overview.actions)}});
    json.insert(u"total"_s, overview.total);
    json.insert(u"all"_s, overview.all);
    json.insert(u"countedFrom"_s, overview.countedFrom);
    return json;
}

Result<OverviewQuestion> overviewQuestion(const QUrlQuery &query, AuditQuestion question)
{
    const auto bars = queryNumber(query, u"bars"_s, 1, mostBuckets);
    if (!bars)
        return std::unexpected(bars.error());
    constexpr qint64 longestStep = std::chrono::seconds(longestSummary).count();
    const auto step = queryNumber(query, u"step"_s, 1, longestStep);
    if (!step)
        return std::unexpected(step.error());
    if (*bars && *step)
        return std::unexpected(Error{ErrorKind::Invalid, StepAndBars, {}, u"bars"_s});
    return OverviewQuestion{
        .filter = std::move(question.filter),
        .zone = std::move(question.zone),
        .span = question.span,
        .step = step->transform([](qint64 seconds) { return std::chrono::seconds(seconds); }),
        .bars = int(bars->value_or(usualBars)),
    };
}

/// All that a count depends on, but for what names it.
QString identityOf(QUrlQuery query)
{
    query.removeAllQueryItems(u"resume"_s);
    return query.toString(QUrl::FullyEncoded);
}

Result<OverviewCount> begunCount(
    Database &database, TenantId tenant, const OverviewQuestion &question, audit::EventTime now)
{
    return overviewSpan(database, tenant, question, now).and_then([&](const SummarySpan &span) {
        return checkBuckets(span).transform([&] { return OverviewCount(tenant, question, span); });
    });
}

struct Counted {
    OverviewCount count;
    EventOverview overview;
};

Result<Counted> counted(Database &database, Result<OverviewCount> count)
{
    if (!count)
        return std::unexpected(count.error());
    return count->goOn(database, endOfLook())
        .and_then([&] { return count->overview(database); })
        .transform([&](const EventOverview &overview) { return Counted{*std::move(count), overview}; });
}

Response answerOverview(const Call &call, ApiParts &parts, const OverviewQuestion &question)
{
    const TenantId tenant = call.passage.tenant->id;
    const auto right = parts.searchPlaces.take(tenant);
    if (!right)
        return tooManySearches(call, right.error());
    const QUrlQuery &query = call.request.query;
    const QString identity = identityOf(query);
    const QByteArray session = crypto::tokenDigest(call.request.header("Sekimori-Token").value_or(QByteArray()));
    auto begun = parts.overviews.take(query.queryItemValue(u"resume"_s).toLatin1(), tenant, session, identity);
    auto answer = parts.tenants.store().search([&](Database &database) {
        return counted(database,
            begun ? Result<OverviewCount>(*std::move(begun))
                  : begunCount(database, tenant, question, parts.tenants.now()));
    });
    if (!answer)
        return call.refuse(answer.error());
    QJsonObject body = toJson(answer->count.span(), answer->overview);
    const bool isPartial = !answer->count.isThrough();
    body.insert(u"isPartial"_s, isPartial);
    if (isPartial) {
        const QByteArray name = parts.overviews.keep(tenant, session, identity, std::move(answer->count));
        body.insert(u"resume"_s, QString::fromLatin1(name));
    }
    return json(200, body);
}

bool isAboutAll(const QUrlQuery &query)
{
    return query.hasQueryItem(u"filter"_s) || query.hasQueryItem(u"zone"_s) || query.hasQueryItem(u"bars"_s)
        || query.hasQueryItem(u"resume"_s);
}

Response overviewOf(const Call &call, ApiParts &parts)
{
    auto asked = auditQuestion(call, parts.tenants.now());
    if (!asked)
        return asked.error();
    const auto question = overviewQuestion(call.request.query, *std::move(asked));
    return question ? answerOverview(call, parts, *question) : call.refuse(question.error());
}

}

Response getAuditSummary(const Call &call, ApiParts &parts)
{
    if (isAboutAll(call.request.query))
        return overviewOf(call, parts);
    const auto span = summarySpan(call.request.query, parts.tenants.now());
    if (!span)
        return call.refuse(span.error());
    const auto right = parts.searchPlaces.take(call.passage.tenant->id);
    if (!right)
        return tooManySearches(call, right.error());
    const auto summary = parts.tenants.store().search(
        [&](Database &database) { return eventSummary(database, call.passage.tenant->id, *span); });
    return summary ? json(200, toJson(*span, *summary)) : call.refuse(summary.error());
}

}
