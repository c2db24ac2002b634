// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"
#include "platform/failure.h"

#include <array>

namespace sekimori::platform {

/// Which part of the log is summed up, and in how long pieces.
struct SummarySpan {
    audit::EventTime since{};
    audit::EventTime until{}; ///< excluded
    std::chrono::seconds step{3600};

    bool operator==(const SummarySpan &) const = default;
};

/// What happened in one step.
struct SummaryBucket {
    audit::EventTime at{}; ///< its beginning
    std::array<qint64, 5> counts{}; ///< by audit::Level, lowest first
    qint64 failed = 0; ///< of them, those of any result but SUCCESS

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

/// How many events there were, without the events.
struct AuditSummary {
    SummarySpan span;
    QList<SummaryBucket> buckets; ///< oldest first
    QList<FailureCount> failures; ///< at most 20, the most frequent first

    qint64 countOf(audit::Level level) const;

    bool operator==(const AuditSummary &) const = default;
};

Answer<AuditSummary> readSummary(const QJsonObject &json);

}
