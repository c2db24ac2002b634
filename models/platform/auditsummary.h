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

/// How often a value occurs.
struct AuditValue {
    QString value;
    qint64 count = 0;

    bool operator==(const AuditValue &) const = default;
};

/// What is summed up over all events that a question selects.
struct AuditOverview {
    AuditSummary summary;
    std::array<std::array<qint64, 24>, 7> hours{}; ///< by weekday, Monday first, and hour, in the question's zone
    QList<AuditValue> users; ///< at most 10, as the following; the most frequent first
    QList<AuditValue> addresses;
    QList<AuditValue> actions;
    qint64 total = 0; ///< events that the question selects
    qint64 all = 0; ///< events of the whole log
    bool isPartial = false; ///< over those with numbers from countedFrom on only
    qint64 countedFrom = 0;
    QByteArray resume; ///< of a partial one

    bool operator==(const AuditOverview &) const = default;
};

Answer<AuditSummary> readSummary(const QJsonObject &json);
Answer<AuditOverview> readOverview(const QJsonObject &json);
/// The `values` of an answer.
Answer<QList<AuditValue>> readValues(const QJsonObject &json);

}
