// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"
#include "store/ids.h"
#include "store/writer.h"

#include <functional>
#include <limits>
#include <stop_token>

/// Closed months of a log lie in files instead of the database: segments, each of which holds all events of a range of
/// numbers. They follow each other from the oldest event that is kept, without a gap where the log has none: events
/// that somebody took out of the database are in no segment. Behind the last one of them the log goes on in the
/// database. Which events a segment holds is said by its row: what the database still has of those numbers counts no
/// more, and a file without a row is none.
namespace sekimori::platformd {

class Store;

/// A month with more has several segments.
inline constexpr qint64 mostEventsOfSegment = 500'000;

struct Segment {
    qint64 first = 0;
    qint64 last = 0;
    QString month; ///< `2026-03`, in which its events arrived
    audit::EventTime firstTime{}; ///< the earliest that its events tell
    audit::EventTime lastTime{}; ///< the latest
    qint64 bytes = 0; ///< of its lines
    QByteArray sha256; ///< of its lines: 32 bytes
    audit::EventTime closedAt{};
    QString file; ///< the name of the file of its lines; see segmentfiles.h

    qint64 size() const { return last - first + 1; }
    bool operator==(const Segment &) const = default;
};

/// In the order of their numbers.
Result<QList<Segment>> segmentsOf(Database &database, TenantId tenant);

/// The last number up to @p most that lies in a segment; 0: there is none.
Result<qint64> closedUpTo(Database &database, TenantId tenant, qint64 most = std::numeric_limits<qint64>::max());

/// The number of the oldest event that lies in no segment, or where none is, that of the next one.
Result<qint64> firstOpenNumber(Database &database, TenantId tenant);

/// The number of the oldest event that is kept, or where none is, that of the next one.
Result<qint64> firstEventNumber(Database &database, TenantId tenant);

/// Moves all events up to @p last that lie in the database into segments of @p month, and where numbers are missing,
/// those before and behind them into different ones; those events have their hashes.
/// On a thread of its own: it takes seconds, in steps that keep the writer busy for some milliseconds each. Stopped, or
/// ended by a crash, it leaves every event readable once, and the next call goes on. Returns the segments it has made.
Result<QList<Segment>> closeEvents(
    Store &store, TenantId tenant, const QString &month, qint64 last, const std::stop_token &stop = {});

/// Deletes all events below @p firstKept: drops segments, and writes anew what is to be kept of the one through which
/// it goes. Up to closedUpTo() only. @p alongside runs in the one transaction in which they go, behind the deletion. In
/// steps before and after it, as closeEvents(): stopped before it, nothing has changed; behind it, files and rows are
/// left over. A segment that is dropped whole may be damaged. Returns how many events are gone.
Result<qint64> deleteEventsBelow(Store &store, TenantId tenant, qint64 firstKept,
    const std::function<Result<void>(Transaction &)> &alongside = {}, const std::stop_token &stop = {});

/// What an end at a bad moment has left, of which nothing matters to anybody: files without a row, rows without a
/// meaning. After the start and nightly, in steps; stopped, it leaves the rest.
Result<void> removeLeftovers(Store &store, TenantId tenant, const std::stop_token &stop = {});

namespace messages {
extern const Message EventsNotLinked; ///< closing needs the hash of every event
extern const Message EventsNotClosed; ///< only closed ones can be deleted
extern const Message SegmentDamaged; ///< months whose file is missing or was altered; says which
}

}
