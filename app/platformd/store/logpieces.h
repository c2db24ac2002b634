// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/eventblocks.h"
#include "store/segments.h"

namespace sekimori::platformd {

/// A part of a log: numbers of one segment, or of the database.
struct LogPiece {
    NumberRange range;
    std::optional<Segment> segment; ///< none: they lie in the database
};

/// Where in @p whole all events of @p span lie, in rising order; others lie there too.
Result<std::vector<LogPiece>> piecesOf(
    Database &database, TenantId tenant, const TimeSpan &span, const NumberRange &whole);

}
