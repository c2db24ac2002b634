// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/query/radixsort.h"

#include <algorithm>
#include <array>
#include <functional>
#include <utility>
#include <vector>

namespace sekimori::audit::query {
namespace {

constexpr unsigned digitBits = 11;
constexpr size_t digitCount = size_t(1) << digitBits;
constexpr size_t stretchLength = 1 << 18;

using Counts = std::array<size_t, digitCount>;

size_t digitOf(const KeyedRow &row, unsigned shift)
{
    return size_t(row.key >> shift) & (digitCount - 1);
}

std::span<KeyedRow> stretch(std::span<KeyedRow> rows, size_t index)
{
    const size_t begin = index * stretchLength;
    return rows.subspan(begin, std::min(stretchLength, rows.size() - begin));
}

/// Where each stretch puts its first row of each digit.
void turnIntoPlaces(std::vector<Counts> &counts)
{
    size_t place = 0;
    for (size_t digit = 0; digit < digitCount; ++digit) {
        for (Counts &ofStretch : counts)
            place += std::exchange(ofStretch[digit], place);
    }
}

/// The bits in which not all keys are the same; all where it was stopped.
uint64_t differingBits(std::span<KeyedRow> rows, size_t stretches, Workers &workers, const std::stop_token &stop)
{
    std::vector<uint64_t> differing(stretches, ~uint64_t(0));
    workers.run(stretches, stop, [&](size_t index, size_t) {
        uint64_t bits = 0;
        for (const KeyedRow &row : stretch(rows, index))
            bits |= row.key ^ rows.front().key;
        differing[index] = bits;
    });
    return std::ranges::fold_left(differing, uint64_t(0), std::bit_or());
}

}

bool sortByKey(std::span<KeyedRow> rows, std::span<KeyedRow> spare, Workers &workers, const std::stop_token &stop)
{
    const size_t stretches = (rows.size() + stretchLength - 1) / stretchLength;
    const uint64_t differing = differingBits(rows, stretches, workers, stop);
    std::vector<Counts> counts(stretches);
    std::span from = rows;
    std::span to = spare;
    for (unsigned shift = 0; shift < 64; shift += digitBits) {
        if ((differing >> shift & (digitCount - 1)) == 0)
            continue;
        const bool isCounted = workers.run(stretches, stop, [&](size_t index, size_t) {
            counts[index] = {};
            for (const KeyedRow &row : stretch(from, index))
                ++counts[index][digitOf(row, shift)];
        });
        if (!isCounted)
            return false;
        turnIntoPlaces(counts);
        const bool isMoved = workers.run(stretches, stop, [&](size_t index, size_t) {
            for (const KeyedRow &row : stretch(from, index))
                to[counts[index][digitOf(row, shift)]++] = row;
        });
        if (!isMoved)
            return false;
        std::swap(from, to);
    }
    if (from.data() != rows.data())
        std::ranges::copy(from, rows.begin());
    return true;
}

}
