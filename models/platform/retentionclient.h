// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"
#include "platform/connection.h"
#include "policy/auditretention.h"

namespace sekimori::platform {

/// What would be deleted if events were kept for another span.
struct RetentionEffect {
    qint64 events = 0;
    qint64 first = 0; ///< numbers of those that go, both included; 0: none goes
    qint64 last = 0;
    std::optional<audit::EventTime> before; ///< all of them are older than this

    bool operator==(const RetentionEffect &) const = default;
};

/// For how long the tenant's events are kept, as a question before it is a setting.
class RetentionClient {
public:
    explicit RetentionClient(Connection &connection)
        : m_connection(connection)
    {
    }

    Pending effectOf(policy::AuditRetention::Span span, Callback<RetentionEffect> callback) const;

private:
    Connection &m_connection;
};

}
