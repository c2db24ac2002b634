// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/refusaltally.h"

#include <chrono>
#include <map>
#include <vector>

namespace sekimori::platformd {

/// Decides which of one tenant's refusals make a row of the log, and when: the first of an address and kind at once,
/// those after it one row a minute with their count, and what comes from more addresses than mostRows in one row for
/// all of them. It knows no clock, no thread and no SQL, and never holds more than mostRows addresses.
class RefusalLedger {
public:
    /// An address stands here for a minute behind each of its rows, so that these are also the most rows a minute.
    static constexpr size_t mostRows = 1000;
    static constexpr std::chrono::minutes pause{1};

    /// What the store is to do: write these rows, and keep or forget these counts for the case of a crash.
    struct Due {
        QList<RefusalTally> rows;
        QList<RefusalTally> counts;
        QList<RefusalKey> forgotten;

        bool isEmpty() const { return rows.isEmpty() && counts.isEmpty() && forgotten.isEmpty(); }
    };

    /// @p hasRoom is false when there are enough addresses already in all ledgers together.
    void note(const Refusal &refusal, audit::EventTime now, bool hasRoom = true);
    Due takeDue(audit::EventTime now);
    /// The same when the time for all of it has come, because there will be no later one.
    Due takeAll();

    size_t size() const { return m_byKey.size(); }

private:
    struct Entry {
        RefusalTally tally; ///< since the last row
        std::vector<size_t> names; ///< digests of those that were tried
        std::optional<audit::EventTime> pausedSince; ///< none: the next row is due at once
        bool isStored = false; ///< the count, some state of it
        bool isChanged = false; ///< since it was stored
    };
    using Entries = std::map<RefusalKey, Entry>;

    bool isRestDue(audit::EventTime now) const;
    static void add(Entry &entry, const Refusal &refusal, audit::EventTime now);
    static bool isPausing(const Entry &entry, audit::EventTime now);
    static void takeRow(Entry &entry, Due &due);
    static void takeCount(Entry &entry, Due &due);

    Entries m_byKey; ///< up to mostRows, and one of the rest for each kind
};

}
