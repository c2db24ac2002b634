// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/fieldchanges.h"
#include "store/database.h"
#include "store/ids.h"
#include "store/timespan.h"

namespace sekimori::platformd {

/// One accepted change of one section. Never holds a secret.
struct HistoryEntry {
    qint64 event = 0; ///< number of its event; 0 or below where that is not known any more
    QString section;
    qint64 revision = 0; ///< the one that it led to
    QDateTime at; ///< UTC
    QString by; ///< login name
    QString address; ///< empty where that is not known any more
    QString reason; ///< empty: none was asked for
    policy::FieldChanges changes; ///< empty: only the order of a list

    bool operator==(const HistoryEntry &) const = default;
};

/// Which entries; all of them where nothing is named.
struct HistoryFilter {
    QString section;
    QString by; ///< login name, in any case
    TimeSpan span;
};

/// Some entries, newest first.
struct HistoryPage {
    QList<HistoryEntry> entries;
    std::optional<qint64> next; ///< what to go on below; none: that was all
};

/// @p value is the whole section after the change, as in an answer.
Result<void> appendHistory(Database &database, TenantId tenant, const HistoryEntry &entry, const QJsonObject &value);

/// The newest @p limit entries whose events have numbers below @p below, or of all.
Result<HistoryPage> historyPage(
    Database &database, TenantId tenant, const HistoryFilter &filter, int limit, std::optional<qint64> below);

}
