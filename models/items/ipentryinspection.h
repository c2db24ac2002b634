// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/ipentryrow.h"

#include <QHash>

namespace sekimori::items {

/// What findProblems() has to say about a list, by the places of its rows.
struct IpEntryInspection {
    QHash<qsizetype, QStringList> hints;
    qsizetype hostBits = 0;
    qsizetype duplicates = 0;
    qsizetype insideOthers = 0;

    qsizetype count() const { return hostBits + duplicates + insideOthers; }
};

/// Passes over rows that hold no network. Takes some milliseconds for a full list.
IpEntryInspection inspected(const QList<IpEntryRow> &rows);

}
