// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/auditsummary.h"
#include "platform/audittail.h"

#include <memory>

namespace sekimori::platform {

/// Some events, newest first.
struct AuditPage {
    QList<audit::Event> events;
    std::optional<qint64> next; ///< to be passed as `after` for older ones; none: these were the oldest

    bool operator==(const AuditPage &) const = default;
};

/// The tenant's audit log as a resource.
class AuditClient {
public:
    static constexpr int mostEvents = 1000;

    explicit AuditClient(Connection &connection)
        : m_connection(connection)
    {
    }

    /// At most @p limit (1 to mostEvents) events with numbers below @p after; the newest where it is none.
    Pending page(int limit, std::optional<qint64> after, Callback<AuditPage> callback);
    /// The log as it is being written from now on, not started yet.
    std::unique_ptr<AuditTail> tail(const AuditTail::Pauses &pauses = AuditTail::patientPauses());
    Pending summary(const SummarySpan &span, Callback<AuditSummary> callback);

private:
    Connection &m_connection;
};

}
