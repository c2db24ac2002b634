// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/eventsearch.h"
#include "store/eventsummary.h"

#include <QTimeZone>

namespace sekimori::platformd {

struct ValueCount {
    QString value;
    qint64 count = 0;

    bool operator==(const ValueCount &) const = default;
};

/// What is summed up over all events that a filter selects.
struct EventOverview {
    static constexpr int mostValues = 10;

    EventSummary summary;
    std::array<std::array<qint64, 24>, 7> hours{}; ///< by weekday, Monday first, and hour
    QList<ValueCount> users; ///< at most mostValues, as the following; the most frequent first
    QList<ValueCount> addresses;
    QList<ValueCount> actions;
    qint64 total = 0; ///< events that the filter selects
    qint64 all = 0; ///< events of the whole log
    qint64 countedFrom = 1; ///< only those with this number and above
};

/// What an overview is asked for.
struct OverviewQuestion {
    audit::filter::Filter filter;
    QTimeZone zone{QTimeZone::UTC}; ///< of the hours
    TimeSpan span;
    std::optional<std::chrono::seconds> step; ///< none: one by which there are at most `bars`
    int bars = 200;
};

/// Whole steps that people count in, at most @p bars, over the span that is asked for, or where that is open, over that
/// of the log but for what has a strange time.
Result<SummarySpan> overviewSpan(
    Database &database, TenantId tenant, const OverviewQuestion &question, audit::EventTime now);

/// Walks the log from its newest event down and counts what a filter selects; can stop at any time, tell what it has
/// counted, and go on later, on another connection too. Counts only events that there were when it was made.
class OverviewCount {
public:
    OverviewCount(TenantId tenant, OverviewQuestion question, const SummarySpan &span);

    const SummarySpan &span() const { return m_span; }
    bool isThrough() const { return m_from == 1; }

    Result<void> goOn(Database &database, SearchEnd end);
    Result<EventOverview> overview(Database &database) const;

private:
    struct Failures {
        qint64 count = 0;
        audit::EventTime lastAt{};
    };

    void take(const Statement &row);
    Result<void> takeClosed(
        EventNameCodes &codes, const SegmentLog &log, const audit::query::RowSet &rows, const NumberRange &range);
    Result<QList<ValueCount>> topActions(EventNames &names) const;
    Result<QList<FailureCount>> failures(EventNames &names) const;

    TenantId m_tenant;
    OverviewQuestion m_question;
    SummarySpan m_span;
    std::optional<qint64> m_from; ///< counted down to this number; none: not begun
    qint64 m_all = 0;
    qint64 m_total = 0;
    QList<SummaryBucket> m_buckets;
    QHash<qint64, qint64> m_quarters; ///< by quarters of an hour since 1970: no zone is finer
    QHash<qint64, qint64> m_sources;
    QHash<qint64, qint64> m_users;
    QHash<qint64, qint64> m_kinds;
    QHash<qint64, Failures> m_failures; ///< by kind
};

}
