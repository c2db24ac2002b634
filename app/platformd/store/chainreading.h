// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/chain/link.h"
#include "store/checkpointrows.h"
#include "store/segmentfiles.h"

#include <functional>

namespace sekimori::platformd {

/// One event as it lies in the log, wherever that is.
struct ChainEntry {
    qint64 number = 0;
    QByteArray line; ///< its canonical form
    QByteArray hash; ///< that stands with it: 32 bytes, unless somebody was there
};

/// Reads a log as it lies there, in segments and in the database, oldest first, for whoever wants its proof. It holds
/// one event at a time. A LogReading has to live meanwhile.
class ChainReading {
public:
    /// False: no more for now.
    using Visit = std::function<Result<bool>(const ChainEntry &)>;

    explicit ChainReading(TenantId tenant)
        : m_tenant(tenant)
    {
    }

    /// Shows @p visit the events above @p above until it says false. True: there may be more.
    Result<bool> read(Database &database, qint64 above, const Visit &visit);

    /// After read() has failed: the events up to this number, which cannot be read, since the segment in which they lie
    /// is damaged.
    std::optional<qint64> damagedUpTo() const { return m_damagedUpTo; }

private:
    Result<bool> readSegment(const SegmentFolder &folder, const Segment &segment, qint64 above, const Visit &visit);
    Result<bool> readDatabase(Database &database, qint64 above, const Visit &visit);

    TenantId m_tenant;
    std::optional<std::pair<Segment, SegmentReader>> m_open; ///< so that nobody has to look for the place again
    std::optional<qint64> m_damagedUpTo;
};

/// The hash that stands with the event @p number, wherever that lies, or where the log begins behind it, that of its
/// beginning; nothing where it is not there. SegmentDamaged where the file in which it lies cannot be read.
Result<std::optional<audit::chain::Hash>> hashInLog(Database &database, TenantId tenant, qint64 number);

/// The last event up to @p number that is there, or where none is, the log's beginning, with the hash that what comes
/// next is chained to. SegmentDamaged as above.
Result<ChainStart> chainUpTo(Database &database, TenantId tenant, qint64 number);

}
