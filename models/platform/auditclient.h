// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/auditexport.h"
#include "platform/auditquestion.h"
#include "platform/auditsummary.h"
#include "platform/audittail.h"

#include <memory>

namespace sekimori::platform {

/// Some events, newest first.
struct AuditPage {
    QList<audit::Event> events;
    std::optional<qint64> next; ///< to be passed as `after` for older ones; none: these were the oldest
    std::optional<qint64> above; ///< to be passed as `above` for newer ones; none: not looked for, or the newest
    /// The platform stopped looking before the page was full, since it took long: more may follow at next (or above).
    bool isPartial = false;
    std::optional<qint64> near; ///< of a page around a time: the number of the log's event that is nearest to it

    bool operator==(const AuditPage &) const = default;
};

/// The tenant's audit log as a resource.
class AuditClient {
public:
    static constexpr int mostEvents = 1000;
    static constexpr int mostValues = 100;

    explicit AuditClient(Connection &connection)
        : m_connection(connection)
    {
    }

    /// At most @p limit (1 to mostEvents) events with numbers below @p after; the newest where it is none.
    Pending page(int limit, std::optional<qint64> after, Callback<AuditPage> callback);
    /// At most @p limit (1 to mostEvents) events at @p place. What is wrong with the filter is a Refused failure whose
    /// problems have the field `filter` and their place in it.
    Pending page(const AuditQuestion &question, const AuditPlace &place, int limit, Callback<AuditPage> callback);
    /// The log as it is being written from now on, not started yet.
    std::unique_ptr<AuditTail> tail(const AuditTail::Pauses &pauses = AuditTail::patientPauses());
    Pending summary(const SummarySpan &span, Callback<AuditSummary> callback);
    /// All that a question selects in about @p bars steps. A partial one says by what the platform goes on: asked the
    /// same again with its @p resume it answers with all that it has counted by then.
    Pending summary(
        const AuditQuestion &question, int bars, const QByteArray &resume, Callback<AuditOverview> callback);
    /// At most @p limit (1 to mostValues) values that begin with @p start, any case, the most frequent first. Not of
    /// times, nor of complements.
    Pending values(audit::Field field, const QString &start, int limit, Callback<QList<AuditValue>> callback);
    /// A file of what @p question selects, not started yet.
    std::unique_ptr<AuditExport> exportTo(
        const QString &path, const AuditQuestion &question, const AuditFileWish &wish);
    /// A sealed bundle of every event of @p span, not started yet.
    std::unique_ptr<AuditExport> bundle(const QString &path, const LogSpan &span);

private:
    Connection &m_connection;
};

}
