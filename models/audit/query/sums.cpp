// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/query/sums.h"

#include "audit/filter/foldedtext.h"
#include "audit/query/columns.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

using namespace std::chrono;

namespace sekimori::audit::query {
namespace {

/// Adds up what the threads have counted, element by element.
template<typename Count>
std::vector<uint64_t> added(const std::vector<std::vector<Count>> &parts)
{
    std::vector<uint64_t> sums(parts.front().size());
    for (const auto &part : parts)
        std::ranges::transform(sums, part, sums.begin(), std::plus());
    return sums;
}

/// Four counters for each code in turn, since a counter that is wanted again at once has to be waited for.
void countBytes(std::span<const uint8_t> codes, std::vector<uint64_t> &counts)
{
    std::array<std::array<uint32_t, 256>, 4> lanes{};
    size_t row = 0;
    for (; row + lanes.size() <= codes.size(); row += lanes.size()) {
        for (size_t lane = 0; lane < lanes.size(); ++lane)
            ++lanes[lane][codes[row + lane]];
    }
    for (; row < codes.size(); ++row)
        ++lanes[0][codes[row]];
    for (size_t code = 0; code < std::min<size_t>(counts.size(), 256); ++code)
        counts[code] += uint64_t(lanes[0][code]) + lanes[1][code] + lanes[2][code] + lanes[3][code];
}

void countCodes(const engine::Block &block, const BlockRows &rows, Field field, std::vector<uint64_t> &counts)
{
    withCodes(block, field, [&](auto codes) {
        if constexpr (sizeof(codes[0]) == 1) {
            if (rows.isAll())
                return countBytes(codes, counts);
        }
        forEachRow(rows, [&](uint32_t row) { ++counts[codes[row]]; });
    });
}

/// The counts of pairs in one array, where it is not too large for that. Its counters are narrow, so that more of them
/// stay near; no thread has more rows than they can count.
std::optional<std::vector<PairCount>> countDensely(
    const Scope &scope, Field first, Field second, size_t width, size_t size)
{
    auto counted
        = overBlocks(scope, std::vector<uint32_t>(size), [&](const auto &block, const auto &rows, auto &counts) {
              withCodes(block, first, [&](auto firsts) {
                  withCodes(block, second, [&](auto seconds) {
                      forEachRow(rows, [&](uint32_t row) { ++counts[firsts[row] * width + seconds[row]]; });
                  });
              });
          });
    if (!counted)
        return {};
    const auto counts = added(*counted);
    std::vector<PairCount> pairs;
    for (size_t i = 0; i < counts.size(); ++i) {
        if (counts[i] != 0)
            pairs.push_back({uint32_t(i / width), uint32_t(i % width), counts[i]});
    }
    return pairs;
}

std::optional<std::vector<PairCount>> countSparsely(const Scope &scope, Field first, Field second)
{
    using Counts = std::unordered_map<uint64_t, uint64_t>;
    const auto counted = overBlocks(scope, Counts(), [&](const auto &block, const auto &rows, auto &counts) {
        const auto &firsts = block.codes[size_t(first)];
        const auto &seconds = block.codes[size_t(second)];
        rows.forEach([&](uint32_t row) { ++counts[uint64_t(firsts[row]) << 32 | seconds[row]]; });
    });
    if (!counted)
        return {};
    std::map<uint64_t, uint64_t> all;
    for (const Counts &counts : *counted) {
        for (const auto [pair, count] : counts)
            all[pair] += count;
    }
    std::vector<PairCount> pairs;
    pairs.reserve(all.size());
    for (const auto [pair, count] : all)
        pairs.push_back({uint32_t(pair >> 32), uint32_t(pair), count});
    return pairs;
}

/// The bar in which the last time was: the next one is mostly in it too.
class BinCursor {
public:
    static constexpr size_t none = std::numeric_limits<size_t>::max();

    explicit BinCursor(std::span<const int64_t> edges)
        : m_edges(edges)
    {
    }

    size_t binOf(int64_t time)
    {
        if (!isHere(time))
            move(time);
        return m_bin;
    }

    /// How many of @p times, from the first on, are in the bar of the last one.
    uint32_t runLength(std::span<const int64_t> times) const
    {
        return uint32_t(std::ranges::find_if_not(times, [this](int64_t time) { return isHere(time); }) - times.begin());
    }

private:
    bool isHere(int64_t time) const { return time >= m_begin && time < m_end; }

    void move(int64_t time)
    {
        const auto next = std::ranges::upper_bound(m_edges, time);
        m_bin = next == m_edges.begin() || next == m_edges.end() ? none : size_t(next - m_edges.begin()) - 1;
        m_begin = next == m_edges.begin() ? std::numeric_limits<int64_t>::min() : *(next - 1);
        m_end = next == m_edges.end() ? std::numeric_limits<int64_t>::max() : *next;
    }

    std::span<const int64_t> m_edges;
    size_t m_bin = none;
    int64_t m_begin = 0;
    int64_t m_end = 0;
};

/// Many rows of one bar; four counters for each level in turn, as in countBytes().
void countRun(auto levels, auto results, const std::vector<uint8_t> &isFailure, BinCounts &counts)
{
    std::array<LevelCounts, 4> lanes{};
    for (size_t row = 0; row < levels.size(); ++row)
        ++lanes[row % lanes.size()][levelOf(levels[row])];
    for (const LevelCounts &lane : lanes)
        std::ranges::transform(counts.levels, lane, counts.levels.begin(), std::plus());
    uint64_t failed = 0;
    for (const auto result : results)
        failed += isFailure[result];
    counts.failed += failed;
}

/// Which codes of the results are failures: all but SUCCESS, and where there is no result at all nothing has failed.
std::vector<uint8_t> failures(const engine::Dictionary &results)
{
    std::vector<uint8_t> isFailure(results.size());
    for (uint32_t code = 0; code < isFailure.size(); ++code)
        isFailure[code] = code != uint32_t(EventResult::Success) && !results[code].empty();
    return isFailure;
}

}

std::optional<CodeCounts> countByCode(const Scope &scope, Field field)
{
    const CodeCounts zeros((*scope.log.dictionaries)[field].size());
    const auto counted = overBlocks(scope, zeros,
        [field](const auto &block, const auto &rows, auto &counts) { countCodes(block, rows, field, counts); });
    return counted.transform(added<uint64_t>);
}

std::optional<std::vector<PairCount>> countByPair(const Scope &scope, Field first, Field second)
{
    constexpr size_t largest = 1 << 20;
    const size_t width = (*scope.log.dictionaries)[second].size();
    const size_t size = (*scope.log.dictionaries)[first].size() * width;
    return size <= largest ? countDensely(scope, first, second, width, size) : countSparsely(scope, first, second);
}

std::vector<CodeCount> mostFrequent(
    const engine::Dictionary &dictionary, const CodeCounts &counts, size_t most, QStringView start)
{
    const std::string begin = filter::folded(std::string_view(start.toUtf8()));
    std::vector<CodeCount> found;
    for (uint32_t code = 0; code < counts.size(); ++code) {
        const std::string_view text = dictionary[code];
        if (counts[code] != 0 && !text.empty() && filter::startsFolded(text, begin))
            found.push_back({code, counts[code]});
    }
    const auto isBefore = [&](const CodeCount &a, const CodeCount &b) {
        return a.count != b.count ? a.count > b.count : dictionary[a.code] < dictionary[b.code];
    };
    const auto end = found.begin() + ptrdiff_t(std::min(most, found.size()));
    std::ranges::partial_sort(found, end, isBefore);
    found.erase(end, found.end());
    return found;
}

std::optional<LevelCounts> countByLevel(const Scope &scope)
{
    const auto counts = countByCode(scope, Field::Level);
    if (!counts)
        return {};
    LevelCounts levels{};
    for (uint32_t code = 0; code < counts->size(); ++code)
        levels[levelOf(code)] += (*counts)[code];
    return levels;
}

std::optional<TimeSpan> spanOf(const Scope &scope)
{
    const auto widen = [](TimeSpan &span, int64_t earliest, int64_t latest) {
        if (earliest == engine::noTime)
            return;
        span = span.isEmpty() ? TimeSpan{earliest, latest}
                              : TimeSpan{std::min(span.earliest, earliest), std::max(span.latest, latest)};
    };
    const auto spans = overBlocks(scope, TimeSpan(), [&](const auto &block, const auto &rows, TimeSpan &span) {
        if (rows.isAll())
            return widen(span, block.earliest, block.latest);
        rows.forEach([&](uint32_t row) { widen(span, block.times[row], block.times[row]); });
    });
    if (!spans)
        return {};
    TimeSpan whole;
    for (const TimeSpan &span : *spans)
        widen(whole, span.earliest, span.latest);
    return whole;
}

std::optional<std::vector<BinCounts>> countByTime(const Scope &scope, const TimeBins &bins)
{
    const auto isFailure = failures((*scope.log.dictionaries)[Field::Result]);
    const auto count = [&](const engine::Block &block, const BlockRows &rows, auto levels, auto results, auto &counts) {
        BinCursor cursor(bins.edges);
        if (rows.isAll()) {
            for (uint32_t row = 0, length = 0; row < rows.rowCount(); row += length) {
                const size_t bin = cursor.binOf(block.times[row]);
                length = cursor.runLength(block.times.subspan(row));
                if (bin != BinCursor::none)
                    countRun(levels.subspan(row, length), results.subspan(row, length), isFailure, counts[bin]);
            }
            return;
        }
        rows.forEach([&](uint32_t row) {
            if (const size_t bin = cursor.binOf(block.times[row]); bin != BinCursor::none) {
                ++counts[bin].levels[levelOf(levels[row])];
                counts[bin].failed += isFailure[results[row]];
            }
        });
    };
    auto counted = overBlocks(
        scope, std::vector<BinCounts>(bins.count()), [&](const auto &block, const auto &rows, auto &counts) {
            withCodes(block, Field::Level, [&](auto levels) {
                withCodes(block, Field::Result, [&](auto results) { count(block, rows, levels, results, counts); });
            });
        });
    if (!counted)
        return {};
    std::vector<BinCounts> sums = std::move(counted->front());
    for (size_t thread = 1; thread < counted->size(); ++thread) {
        for (size_t bin = 0; bin < sums.size(); ++bin) {
            const BinCounts &more = (*counted)[thread][bin];
            std::ranges::transform(sums[bin].levels, more.levels, sums[bin].levels.begin(), std::plus());
            sums[bin].failed += more.failed;
        }
    }
    return sums;
}

std::optional<HourCounts> countByHour(const Scope &scope, const QTimeZone &zone)
{
    constexpr int64_t hour = microseconds(1h).count();
    constexpr int64_t firstMonday = 4 * 24; // hours from the first of 1970 on
    constexpr int64_t hoursOfWeek = 7 * 24;
    const auto span = spanOf(scope);
    if (!span)
        return {};
    const ZoneOffsets offsets(zone, span->isEmpty() ? 0 : span->earliest, span->isEmpty() ? 0 : span->latest);
    const auto counted
        = overBlocks(scope, std::array<uint64_t, hoursOfWeek>(), [&](const auto &block, const auto &rows, auto &hours) {
              int64_t begin = 0;
              int64_t end = 0;
              size_t place = 0;
              forEachRow(rows, [&](uint32_t row) {
                  const int64_t time = block.times[row];
                  if (time == engine::noTime)
                      return;
                  if (time < begin || time >= end) {
                      const auto &[since, until, offset] = offsets.at(time);
                      const int64_t number = floor<std::chrono::hours>(microseconds(time + offset)).count();
                      begin = std::max(since, number * hour - offset);
                      end = std::min(until, (number + 1) * hour - offset);
                      place = size_t(((number - firstMonday) % hoursOfWeek + hoursOfWeek) % hoursOfWeek);
                  }
                  ++hours[place];
              });
          });
    if (!counted)
        return {};
    HourCounts sums{};
    for (const auto &hours : *counted) {
        for (size_t i = 0; i < hours.size(); ++i)
            sums[i / 24][i % 24] += hours[i];
    }
    return sums;
}

}
