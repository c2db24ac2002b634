// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"
#include "store/database.h"
#include "store/ids.h"

#include <array>
#include <map>

namespace sekimori::platformd {

/// Which part of a log, and in how long pieces; the last piece may be shorter.
struct SummarySpan {
    audit::EventTime since;
    audit::EventTime until; ///< excluded
    std::chrono::seconds step;

    qint64 bucketCount() const;
};

struct SummaryBucket {
    std::array<qint64, 5> counts{}; ///< by level, lowest first
    qint64 failed = 0; ///< of any result but SUCCESS

    bool operator==(const SummaryBucket &) const = default;
};

/// How often something ended in any result but SUCCESS.
struct FailureCount {
    QString module;
    QString action;
    qint64 count = 0;
    audit::EventTime lastAt{};

    bool operator==(const FailureCount &) const = default;
};

struct EventSummary {
    static constexpr int mostFailures = 20;

    QList<SummaryBucket> buckets; ///< all of the span, empty ones too, oldest first
    QList<FailureCount> failures; ///< at most mostFailures, the most frequent first
};

/// Of the same span.
void addBuckets(QList<SummaryBucket> &buckets, const QList<SummaryBucket> &others);

/// Failures by module and action, added up from several places.
class FailureCounts {
public:
    void add(const FailureCount &failure);
    /// At most EventSummary::mostFailures.
    QList<FailureCount> most() const;

private:
    std::map<std::pair<QString, QString>, FailureCount> m_counts;
};

/// Counts a tenant's events by their time, whatever their number. From the indexes alone, so that a day of a long log
/// takes no longer than one of a short log; of closed events, from the segments that have some of the span.
Result<EventSummary> eventSummary(Database &database, TenantId tenant, const SummarySpan &span);

}
