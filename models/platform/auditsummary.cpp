// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/auditsummary.h"

#include "platform/answerreading.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace sekimori::platform {
namespace {

constexpr std::array allLevels{audit::Level::Information, audit::Level::Notice, audit::Level::Warning,
    audit::Level::Error, audit::Level::Critical};

std::optional<qint64> countIn(const QJsonObject &json, QLatin1StringView name)
{
    const qint64 count = json[name].toInteger(-1);
    return count < 0 ? std::nullopt : std::optional(count);
}

std::optional<SummarySpan> readSpan(const QJsonObject &json)
{
    const auto since = audit::timeFromText(json["since"_L1].toString());
    const auto until = audit::timeFromText(json["until"_L1].toString());
    const std::chrono::seconds step(json["step"_L1].toInteger());
    if (!since || !until || *until < *since || step.count() <= 0)
        return {};
    return SummarySpan{*since, *until, step};
}

std::optional<SummaryBucket> readBucket(const QJsonObject &json)
{
    const auto at = audit::timeFromText(json["at"_L1].toString());
    const auto failed = countIn(json, "failed"_L1);
    if (!at || !failed)
        return {};
    SummaryBucket bucket{.at = *at, .failed = *failed};
    for (const audit::Level level : allLevels) {
        const auto count = countIn(json["counts"_L1].toObject(), audit::nameOf(level));
        if (!count)
            return {};
        bucket.counts.at(std::size_t(level)) = *count;
    }
    return bucket;
}

std::optional<FailureCount> readFailure(const QJsonObject &json)
{
    const auto lastAt = audit::timeFromText(json["lastAt"_L1].toString());
    const auto count = countIn(json, "count"_L1);
    if (!lastAt || !count || !json["module"_L1].isString() || !json["action"_L1].isString())
        return {};
    return FailureCount{json["module"_L1].toString(), json["action"_L1].toString(), *count, *lastAt};
}

std::optional<AuditValue> readValue(const QJsonObject &json)
{
    const auto count = countIn(json, "count"_L1);
    if (!count || !json["value"_L1].isString())
        return {};
    return AuditValue{json["value"_L1].toString(), *count};
}

bool readHours(const QJsonValue &json, std::array<std::array<qint64, 24>, 7> &hours)
{
    const QJsonArray days = json.toArray();
    if (std::size_t(days.size()) != hours.size())
        return false;
    for (std::size_t day = 0; day < hours.size(); ++day) {
        const QJsonArray counts = days[qsizetype(day)].toArray();
        if (std::size_t(counts.size()) != hours[day].size())
            return false;
        for (std::size_t hour = 0; hour < hours[day].size(); ++hour)
            hours[day][hour] = counts[qsizetype(hour)].toInteger();
    }
    return true;
}

/// False where @p json is no list, or one of its elements cannot be read.
template<typename T>
bool readList(const QJsonValue &json, QList<T> &list, std::optional<T> (*read)(const QJsonObject &))
{
    for (const QJsonValue &each : json.toArray()) {
        const auto element = read(each.toObject());
        if (!element)
            return false;
        list.append(*element);
    }
    return json.isArray();
}

}

qint64 AuditSummary::countOf(audit::Level level) const
{
    qint64 count = 0;
    for (const SummaryBucket &bucket : buckets)
        count += bucket.counts.at(std::size_t(level));
    return count;
}

Answer<AuditSummary> readSummary(const QJsonObject &json)
{
    const auto span = readSpan(json);
    if (!span)
        return nonsense(u"since, until, step"_s);
    AuditSummary summary{.span = *span, .buckets = {}, .failures = {}};
    if (!readList(json["buckets"_L1], summary.buckets, readBucket))
        return nonsense(u"buckets[%1]"_s.arg(summary.buckets.size()));
    if (!readList(json["failures"_L1], summary.failures, readFailure))
        return nonsense(u"failures[%1]"_s.arg(summary.failures.size()));
    return summary;
}

Answer<AuditOverview> readOverview(const QJsonObject &json)
{
    auto summary = readSummary(json);
    if (!summary)
        return std::unexpected(summary.error());
    AuditOverview overview;
    overview.summary = *std::move(summary);
    const QJsonObject top = json["top"_L1].toObject();
    if (!readHours(json["hours"_L1], overview.hours))
        return nonsense(u"hours"_s);
    if (!readList(top["users"_L1], overview.users, readValue)
        || !readList(top["addresses"_L1], overview.addresses, readValue)
        || !readList(top["actions"_L1], overview.actions, readValue))
        return nonsense(u"top"_s);
    const auto total = countIn(json, "total"_L1);
    const auto all = countIn(json, "all"_L1);
    const auto countedFrom = countIn(json, "countedFrom"_L1);
    if (!total || !all || !countedFrom)
        return nonsense(u"total, all, countedFrom"_s);
    overview.total = *total;
    overview.all = *all;
    overview.countedFrom = *countedFrom;
    overview.isPartial = json["isPartial"_L1].toBool();
    overview.resume = json["resume"_L1].toString().toLatin1();
    return overview;
}

Answer<QList<AuditValue>> readValues(const QJsonObject &json)
{
    QList<AuditValue> values;
    if (!readList(json["values"_L1], values, readValue))
        return nonsense(u"values[%1]"_s.arg(values.size()));
    return values;
}

}
