// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/filter/filter.h"
#include "store/eventblocks.h"
#include "store/statement.h"

namespace sekimori::platformd {

/// A column of events whose values are few: by an index on it, events are found in the order of their numbers.
enum class EventColumn { Source, User, Kind, Result, Level };

QLatin1StringView nameOf(EventColumn column);

/// All that a filter selects has one of these codes in that column.
struct EventCodesOf {
    EventColumn column{};
    std::vector<qint64> codes; ///< in rising order
    qint64 count = 0; ///< so many events have one of them, about
};

/// A filter as the condition of a statement over events `e`; never with a text of the filter's in it. What names a
/// source, user, service, module or action has been looked up: a log of millions of events has them some thousands of
/// times at most, so that each event is only asked for its code.
struct EventFilter {
    audit::filter::Filter filter; ///< as it was asked, for events that lie in segments
    QString condition; ///< to be put behind AND
    std::vector<SqlValue> values; ///< of its places, which begin with firstPlace
    std::optional<EventCodesOf> codes;
    TimeSpan span; ///< all that it selects lies in it

    static constexpr int firstPlace = 5;
};

Result<EventFilter> eventFilter(Database &database, TenantId tenant, const audit::filter::Filter &filter);

}
