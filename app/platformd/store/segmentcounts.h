// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/eventfilter.h"
#include "store/segments.h"

#include <QHash>

namespace sekimori::platformd {

/// How many events of a segment have which code, by EventColumn. By that a search passes over segments in which what it
/// looks for does not occur, and what is deleted is taken from the counts of the whole log.
///
/// They stand in the store by the first and last number of the events that they are of. Where there is a segment with
/// just these, they are its own. Where all those events are deleted, they are what event_names and event_kinds still
/// count too much. All others have no meaning: they were made for a segment that has not come, or one that was since
/// replaced by a part of it. So there may be hundreds of thousands, and yet they are written and taken away in small
/// steps, while the segment itself comes and goes at once.
using SegmentCounts = std::array<QHash<qint64, qint64>, 5>;

/// In steps, before there is the segment.
Result<void> storeCounts(Store &store, TenantId tenant, const Segment &segment, const SegmentCounts &counts,
    const std::stop_token &stop = {});

Result<SegmentCounts> storedCounts(Database &database, TenantId tenant, const Segment &segment);

/// No event of @p segment can have one of @p codes.
Result<bool> lacksCodes(Database &database, TenantId tenant, const Segment &segment, const EventCodesOf &codes);

/// Takes away some of the counts that are no segment's own, and the names that do not occur any more; how many rows.
/// What the database has of events in segments has to be gone.
Result<qint64> settleSomeCounts(Database &database, TenantId tenant);

/// How many events of each code of @p column are deleted and not taken from its count yet, as a table `gone (code,
/// count)`; with its values.
struct GoneCounts {
    QString table;
    QVariantList values;
};
Result<GoneCounts> goneCounts(Database &database, TenantId tenant, EventColumn column);

}
