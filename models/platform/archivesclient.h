// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"
#include "platform/auditexport.h"

#include <memory>

namespace sekimori::platform {

/// A month of the audit log, as it is kept.
struct Archive {
    enum class State {
        Open, ///< events are still being added
        Closed,
        Damaged, ///< its file is not what it was when it was closed
    };

    QString id; ///< `2026-03`
    qint64 first = 0; ///< numbers of its events, both included
    qint64 last = 0;
    audit::EventTime since{}; ///< when the month begins
    audit::EventTime until{}; ///< when it is over
    qint64 events = 0;
    std::optional<qint64> bytes; ///< of its file; an open one has none
    State state = State::Open;
    std::optional<audit::EventTime> closedAt;

    bool operator==(const Archive &) const = default;
};

/// The months of the tenant's audit log.
class ArchivesClient {
public:
    explicit ArchivesClient(Connection &connection)
        : m_connection(connection)
    {
    }

    Pending list(Callback<QList<Archive>> callback) const;
    /// A sealed bundle of that month, not started yet.
    std::unique_ptr<AuditExport> download(const QString &id, const QString &path) const;

private:
    Connection &m_connection;
};

}
