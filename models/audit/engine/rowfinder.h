// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/engine/csvmarks.h"
#include "audit/engine/csvrecord.h"
#include "audit/engine/logtable.h"

#include <memory>
#include <vector>

namespace sekimori::audit::engine {

/// Cuts the text of one part into blocks of rows. Takes the line ends that were found in stretch after stretch, knows
/// by then whether each begins inside of quotes, and reads carefully from the first odd place on until all is regular
/// again.
class RowFinder {
public:
    using Blocks = std::vector<std::shared_ptr<Block>>;

    /// Where to begin: at the start of the part, or behind what an earlier one has read.
    struct Place {
        size_t begin = 0;
        uint64_t line = 1;
        bool isHeader = false; ///< the first record is no row
    };

    RowFinder(uint32_t part, const RecordRule &rule, uint32_t blockRows, const Place &place);

    /// The next stretch. @p found is what findLineEnds() told of it, and used up. With @p isLast the text ends there.
    /// Adds the blocks whose rows are complete; their number in the table is left open.
    void take(std::string_view text, size_t begin, size_t end, bool isLast, LineEnds &found, Blocks &blocks);

    /// Where another one could go on: all records before it are in blocks.
    Place place() const { return {m_blockBegin, m_blockLine, m_isHeader}; }

private:
    bool accept(size_t base, size_t length, const LineEnds &found, bool isInside);
    void acceptInner(size_t base, const Positions &inner, size_t firstRow);
    void readOn(size_t end, bool isLast, LineEnds &found);
    bool readCarefully(bool isLast, size_t end);
    bool skipEmptyLines(size_t end);
    void addRow(size_t end, size_t lineEnds);
    void cutBlocks();
    std::shared_ptr<Block> block(size_t firstRow, size_t rows) const;

    const uint32_t m_part;
    const RecordRule m_rule;
    const uint32_t m_blockRows;

    std::string_view m_text;
    Blocks *m_blocks = nullptr; ///< while taking
    size_t m_blockBegin; ///< of the block that is being made
    uint64_t m_blockLine;
    size_t m_open; ///< begin of the record whose end is not known yet
    size_t m_openLines = 0; ///< line ends within it, as far as it was read
    bool m_isInside = false; ///< what was read ends inside of quotes
    bool m_needsCare;
    bool m_isHeader;
    Positions m_ends; ///< of the rows, from m_blockBegin on
    Positions m_extraLines; ///< a row for each line end within it
};

}
