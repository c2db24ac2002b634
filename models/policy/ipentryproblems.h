// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/ipentry.h"

#include <QList>

namespace sekimori::policy {

/// Something about a row that does no harm but is hardly meant. Each row has at most one problem about other rows.
struct EntryProblem {
    enum class Kind {
        HostBits, ///< the address is inside its network, and not where that begins
        Duplicate, ///< the row otherRow has the same network and comes first
        InsideOther, ///< the row otherRow, which itself is inside no other, contains it
    };

    qsizetype row = 0;
    Kind kind = Kind::HostBits;
    qsizetype otherRow = -1;
    IpNetwork suggestion; ///< what stands after the clean-up in the place of this row

    bool operator==(const EntryProblem &) const = default;
};

/// In the order of the rows; networks are compared without their host bits.
QList<EntryProblem> findProblems(const QList<IpEntry> &entries);

/// The problem as a sentence with its row's field, for the marker beside the row.
Error explained(const EntryProblem &problem, const QList<IpEntry> &entries);

/// Lets the same addresses in with no problem left: host bits are cleared, duplicates become their first row with the
/// first memo that is not empty, entries inside others go. The rest keeps its order.
QList<IpEntry> cleanedUp(const QList<IpEntry> &entries);

namespace messages {
extern const Message EntryHasHostBits;
extern const Message EntryIsDuplicate;
extern const Message EntryIsInsideOther;
}

}
