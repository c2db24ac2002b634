// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/engine/dictionary.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace sekimori::audit::engine {

/// One thread's way from a raw field, as it stands in the text, to its code: the shared dictionary is asked but once
/// for each different field. The text has to stay where it is for as long as the table.
class CodeTable {
public:
    /// From a raw field to the text that it means.
    using Decoding = std::string_view (*)(std::string_view raw, std::string &scratch);

    CodeTable(Field field, Dictionary &dictionary, Decoding decoding);

    /// @p safeEnd: so far the text may be read, behind the field as well.
    uint32_t codeOf(const char *text, size_t length, const char *safeEnd)
    {
        if (length > longestKey) [[unlikely]]
            return codeOfLong({text, length});
        const Key key = keyOf(text, length, safeEnd);
        size_t at = hash(key) >> m_shift;
        while (m_slots[at].key.high != 0) {
            if (m_slots[at].key == key) [[likely]]
                return m_slots[at].code;
            at = (at + 1) & m_mask;
        }
        return added(key, {text, length});
    }

private:
    static constexpr size_t longestKey = 15;

    /// Up to 15 bytes and their number plus one; never all zero.
    struct Key {
        uint64_t low = 0;
        uint64_t high = 0;
        bool operator==(const Key &) const = default;
    };
    struct Slot {
        Key key;
        uint32_t code = 0;
    };
    struct LongSlot {
        std::string_view text; ///< null: free
        uint32_t code = 0;
    };

    static uint64_t hash(const Key &key)
    {
        uint64_t mixed = (key.low * 0x9e3779b97f4a7c15) ^ (key.high * 0xc2b2ae3d27d4eb4f);
        mixed ^= mixed >> 32;
        return mixed * 0xd6e8feb86659fd93;
    }

    /// For each length what is kept of 16 bytes, and the mark of the length.
    struct Mask {
        uint64_t low;
        uint64_t high;
        uint64_t mark;
    };
    static constexpr std::array<Mask, longestKey + 1> masks = [] {
        std::array<Mask, longestKey + 1> made{};
        for (size_t length = 0; length <= longestKey; ++length) {
            const auto lowest = [](size_t bytes) { return bytes == 0 ? 0 : ~uint64_t(0) >> (64 - 8 * bytes); };
            made[length] = {
                lowest(std::min<size_t>(length, 8)), lowest(length < 8 ? 0 : length - 8), uint64_t(length + 1) << 56};
        }
        return made;
    }();

    static Key keyOf(const char *text, size_t length, const char *safeEnd)
    {
        uint64_t words[2]{};
        if (safeEnd - text >= 16) [[likely]]
            std::memcpy(words, text, 16);
        else
            std::memcpy(words, text, length);
        if constexpr (std::endian::native == std::endian::big) {
            words[0] = std::byteswap(words[0]);
            words[1] = std::byteswap(words[1]);
        }
        const Mask &mask = masks[length]; // no branch: lengths come as they like
        return {words[0] & mask.low, (words[1] & mask.high) | mask.mark};
    }

    uint32_t added(const Key &key, std::string_view raw);
    uint32_t codeOfLong(std::string_view raw);
    uint32_t askedCode(std::string_view raw);
    void grow();
    void growLong();

    Field m_field;
    Dictionary *m_dictionary;
    Decoding m_decoding;
    std::string m_scratch;
    std::vector<Slot> m_slots;
    size_t m_mask = 0;
    unsigned m_shift = 0;
    size_t m_count = 0;
    std::vector<LongSlot> m_longSlots;
    size_t m_longCount = 0;
};

/// What a text (unquoted) of this field counts as: the name of the level or result that it is a word for, else itself.
std::string_view countedText(Field field, std::string_view text);

}
