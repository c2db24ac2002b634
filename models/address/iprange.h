// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "address/ipnetwork.h"

#include <QList>

namespace sekimori {

/// The fewest networks that together are exactly @p first to @p last, in order. Both are of one family, and @p first
/// is not above @p last.
QList<IpNetwork> networksOfRange(const IpAddress &first, const IpAddress &last);

/// The dashes a range may have between its ends: - and what keyboards, spreadsheets and Japanese input make of it
/// (U+2013, U+2212, U+FF0D).
bool isRangeDash(QChar character);

/// What a person may write for an entry: an address, a CIDR, or a range "a-b". Blanks around the whole and around
/// the dash do no harm.
Result<QList<IpNetwork>> parseNetworks(QStringView text);

namespace addressmessages {
extern const Message RangeEndMissing;
extern const Message RangeHasPrefix;
extern const Message RangeReversed;
extern const Message RangeMixed;
}

}
