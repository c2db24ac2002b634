// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimeZone>

#include <chrono>
#include <cstdint>
#include <vector>

namespace sekimori::audit::query {

/// The bars of a histogram: bar i goes from edges[i] to just before edges[i + 1], in microseconds since 1970, UTC.
struct TimeBins {
    std::chrono::seconds step{};
    std::vector<int64_t> edges; ///< empty without bars

    size_t count() const { return edges.empty() ? 0 : edges.size() - 1; }
};

/// About @p wanted bars around all times from @p earliest to @p latest, by a step that people count in, of four weeks
/// at most. Bars begin where such a step begins on a clock in @p zone; a bar of days is as long as its days are there.
TimeBins binsFor(int64_t earliest, int64_t latest, int wanted, const QTimeZone &zone);
/// The same by a given step, which is a part of a day or consists of whole days.
TimeBins binsBy(std::chrono::seconds step, int64_t earliest, int64_t latest, const QTimeZone &zone);

/// What to add to UTC in a zone at any time of a span, without asking the zone for each.
class ZoneOffsets {
public:
    ZoneOffsets(const QTimeZone &zone, int64_t earliest, int64_t latest);

    struct Interval {
        int64_t since; ///< included
        int64_t until; ///< excluded
        int64_t offset; ///< microseconds
    };
    const Interval &at(int64_t time) const;

private:
    std::vector<Interval> m_intervals; // without gaps, over all times
};

}
