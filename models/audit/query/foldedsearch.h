// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/query/bytepairs.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace sekimori::audit::query {

/// Finds where texts may stand, in any case, at the speed of memory. A character that takes more bytes in another case
/// (`s` and `ſ`) is looked for in that case apart, so that no place is missed; whether the whole text stands around it
/// is for others to see.
class FoldedSearch {
public:
    /// What to look for after folding. An empty list finds nothing.
    explicit FoldedSearch(const std::vector<std::string> &needles);

    /// Chooses the bytes to look for by how frequent they are in a text like this.
    void tuneTo(std::string_view sample);

    /// Each way in which one of the needles may be written is looked for apart.
    size_t pieceCount() const { return m_pieces.size(); }
    /// The first place from @p from on where this piece stands; the size of the text where it does not. Wherever a
    /// needle stands, one of its pieces stands within.
    size_t find(size_t piece, std::string_view text, size_t from) const;
    size_t lengthOf(size_t piece) const { return m_pieces[piece].bytes.size(); }
    /// Wherever this piece stands, there stands all of its needle.
    bool isCertain(size_t piece) const { return m_pieces[piece].isCertain; }

private:
    struct Piece {
        std::vector<MaskedByte> bytes;
        bool isCertain = false;
        size_t first = 0; ///< places of the two that are looked for
        size_t second = 0;
    };

    void addPieces(std::string_view needle);

    std::vector<Piece> m_pieces;
};

/// All characters that become this one by folding, itself included.
std::u32string unfolded(char32_t folded);

}
