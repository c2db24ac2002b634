// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/calendar.h"
#include "store/segments.h"

namespace sekimori::platformd {

/// A month of a log as it is kept: one that is over in one or more segments, or the one that still goes on.
struct LogMonth {
    enum class State {
        Open,
        Closed,
        Damaged, ///< a file is missing or is not as long as it was
    };

    Month month;
    State state = State::Open;
    qint64 first = 0;
    qint64 last = 0;
    qint64 bytes = 0; ///< of the files' lines; an open one has no file
    std::optional<audit::EventTime> closedAt; ///< none: open

    qint64 size() const { return last - first + 1; }
    bool operator==(const LogMonth &) const = default;
};

/// In the order of their numbers, each once; those without an event are not among them. The last one is open as long as
/// not all of it is closed: what is not yet stands with the month in which the first of it arrived, and until it is
/// closed, holds what came since too. @p zone: in whose calendar.
Result<QList<LogMonth>> logMonths(Database &database, TenantId tenant, const QString &zone, audit::EventTime now);

}
