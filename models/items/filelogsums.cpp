// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/filelogsums.h"

namespace sekimori::items {
namespace {

using audit::Field;
using audit::query::Scope;

audit::EventTime toEventTime(int64_t microseconds)
{
    return audit::EventTime(std::chrono::microseconds(microseconds));
}

QList<ValueCount> mostFrequent(const audit::engine::LogSnapshot &log, Field field,
    const audit::query::CodeCounts &counts, size_t most, const QString &start = {})
{
    QList<ValueCount> values;
    const audit::engine::Dictionary &dictionary = (*log.dictionaries)[field];
    for (const auto &each : audit::query::mostFrequent(dictionary, counts, most, start)) {
        const std::string_view text = dictionary[each.code];
        values.append({QString::fromUtf8(text.data(), qsizetype(text.size())), qint64(each.count)});
    }
    return values;
}

bool addBars(LogSummary &summary, const Scope &scope, const QTimeZone &zone)
{
    const auto span = spanOf(scope);
    if (!span)
        return false;
    if (span->isEmpty())
        return true;
    const auto bins = audit::query::binsFor(span->earliest, span->latest, LogSource::barsWanted, zone);
    const auto counts = countByTime(scope, bins);
    if (!counts)
        return false;
    summary.step = bins.step;
    for (size_t i = 0; i < counts->size(); ++i) {
        LogSummary::Bar bar{.begin = toEventTime(bins.edges[i]), .counts = {}, .failed = qint64((*counts)[i].failed)};
        std::ranges::copy((*counts)[i].levels, bar.counts.begin());
        summary.bars.append(bar);
    }
    return true;
}

bool addHours(LogSummary &summary, const Scope &scope, const QTimeZone &zone)
{
    const auto counts = countByHour(scope, zone);
    if (!counts)
        return false;
    for (size_t day = 0; day < counts->size(); ++day)
        std::ranges::copy((*counts)[day], summary.hours[day].begin());
    return true;
}

bool addTop(QList<ValueCount> &top, const Scope &scope, Field field)
{
    const auto counts = countByCode(scope, field);
    if (counts)
        top = mostFrequent(scope.log, field, *counts, LogSource::topWanted);
    return counts.has_value();
}

}

std::optional<LogSummary> summaryOf(const Scope &scope, const QTimeZone &zone)
{
    LogSummary summary;
    if (!scope.log.dictionaries)
        return summary; // It was stopped before the first row.
    const bool isDone = addBars(summary, scope, zone) && addHours(summary, scope, zone)
        && addTop(summary.users, scope, Field::User) && addTop(summary.addresses, scope, Field::Source)
        && addTop(summary.actions, scope, Field::Action);
    return isDone ? std::optional(summary) : std::nullopt;
}

std::optional<QList<ValueCount>> FileLogValues::find(const audit::engine::LogSnapshot &log, Field field,
    const QString &start, audit::query::Workers &workers, const std::stop_token &stop)
{
    if (!log.blocks || std::ranges::find(audit::engine::codedFields, field) == audit::engine::codedFields.end())
        return QList<ValueCount>();
    if (m_blocks != log.blocks) {
        m_blocks = log.blocks;
        m_counts = {};
    }
    auto &counts = m_counts[size_t(field)];
    if (!counts) {
        const audit::query::RowSet all = audit::query::filledRows(log);
        counts = audit::query::countByCode({.log = log, .rows = all, .workers = workers, .stop = stop}, field);
    }
    if (!counts)
        return std::nullopt;
    return mostFrequent(log, field, *counts, most, start);
}

}
