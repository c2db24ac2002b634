// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/logpieces.h"

#include <algorithm>

namespace sekimori::platformd {
namespace {

NumberRange common(const NumberRange &a, const NumberRange &b)
{
    return {std::max(a.first, b.first), std::min(a.end, b.end)};
}

/// From the first to the last number in @p whole that lies in one of @p ranges; empty where there is none.
NumberRange hullIn(const std::vector<NumberRange> &ranges, const NumberRange &whole)
{
    NumberRange hull;
    for (const NumberRange &range : ranges) {
        const NumberRange part = common(range, whole);
        if (part.size() > 0)
            hull = {hull.size() > 0 ? hull.first : part.first, part.end};
    }
    return hull;
}

/// By the times that its events tell, which is finer than by blocks.
bool overlaps(const Segment &segment, const TimeSpan &span)
{
    return (!span.since || segment.lastTime >= *span.since) && (!span.until || segment.firstTime < *span.until);
}

}

Result<std::vector<LogPiece>> piecesOf(
    Database &database, TenantId tenant, const TimeSpan &span, const NumberRange &whole)
{
    const auto ranges = rangesOf(database, tenant, span, whole);
    if (!ranges)
        return std::unexpected(ranges.error());
    const auto segments = segmentsOf(database, tenant);
    if (!segments)
        return std::unexpected(segments.error());
    std::vector<LogPiece> pieces;
    for (const Segment &segment : *segments) {
        const NumberRange part = hullIn(*ranges, {segment.first, segment.last + 1});
        if (part.size() > 0 && overlaps(segment, span))
            pieces.push_back({part, segment});
    }
    const NumberRange open{segments->isEmpty() ? 0 : segments->last().last + 1, whole.end};
    for (const NumberRange &range : *ranges) {
        const NumberRange part = common(range, open);
        if (part.size() > 0)
            pieces.push_back({part, std::nullopt});
    }
    return pieces;
}

}
