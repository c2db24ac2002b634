// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace sekimori::audit::query {

/// A byte of which some bits are known.
struct MaskedByte {
    uint8_t mask = 0xff;
    uint8_t value = 0;

    bool fits(char byte) const { return (uint8_t(byte) & mask) == value; }
    bool operator==(const MaskedByte &) const = default;
};

/// Two bytes at a distance: of two that are rare, hardly any place has both by chance.
struct BytePair {
    MaskedByte first;
    MaskedByte second;
    size_t distance = 0; ///< may be 0
};

/// The first place from @p from on at which the pair's first byte stands; the size of the text where it does not. Many
/// bytes at a time, in the way that suits this machine best.
size_t findPair(std::string_view text, size_t from, const BytePair &pair);

}
