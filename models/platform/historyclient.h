// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"
#include "platform/connection.h"
#include "policy/fieldchanges.h"

namespace sekimori::platform {

/// One accepted change of one section.
struct HistoryEntry {
    qint64 event = 0; ///< the number of its event in the audit log; 0 or less: that one is not known any more
    QString section; ///< key
    qint64 revision = 0; ///< the one that it led to
    audit::EventTime at{};
    QString by; ///< login name
    QString address; ///< empty: the system
    QString reason; ///< empty: none was asked for
    policy::FieldChanges changes;

    bool operator==(const HistoryEntry &) const = default;
};

/// Which entries somebody wants to see; all of them where nothing is named.
struct HistoryFilter {
    QString section = {};
    QString by = {};
    QDateTime since = {}; ///< invalid: from the beginning
    QDateTime until = {}; ///< invalid: up to now

    bool isEmpty() const { return *this == HistoryFilter(); }
    bool operator==(const HistoryFilter &) const = default;
};

/// Some entries, newest first.
struct HistoryPage {
    QList<HistoryEntry> entries;
    std::optional<qint64> next; ///< to be passed as `after` for older ones; none: these were the oldest

    bool operator==(const HistoryPage &) const = default;
};

/// What was changed in the settings, by whom, as a resource.
class HistoryClient {
public:
    static constexpr int mostEntries = 200;

    explicit HistoryClient(Connection &connection)
        : m_connection(connection)
    {
    }

    /// At most @p limit (1 to mostEntries) entries that @p filter lets through, older than @p after; the newest where
    /// it is none.
    Pending page(int limit, const HistoryFilter &filter, std::optional<qint64> after, Callback<HistoryPage> callback);

private:
    Connection &m_connection;
};

}
