// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace sekimori::audit::query {

/// Which rows of one block are chosen. Immutable; a block without any, or with all, costs nothing.
class BlockRows {
public:
    static constexpr size_t wordBits = 64;
    static constexpr size_t wordsFor(size_t rows) { return (rows + wordBits - 1) / wordBits; }

    static BlockRows none(uint32_t rowCount) { return {rowCount, 0, {}}; }
    static BlockRows all(uint32_t rowCount) { return {rowCount, rowCount, {}}; }
    /// One bit for each row, the lowest of the first word for row 0; those beyond the last row are zero.
    static BlockRows of(uint32_t rowCount, std::vector<uint64_t> words);

    uint32_t rowCount() const { return m_rowCount; }
    uint32_t count() const { return m_count; }
    bool isEmpty() const { return m_count == 0; }
    bool isAll() const { return m_count == m_rowCount; }
    bool contains(uint32_t row) const
    {
        return m_words.empty() ? m_count != 0 : (m_words[row / wordBits] >> (row % wordBits) & 1) != 0;
    }
    /// How many chosen rows stand before @p row, which may be rowCount().
    uint32_t rank(uint32_t row) const;
    /// The chosen row before which @p place chosen ones stand.
    uint32_t at(uint32_t place) const;

    void forEach(auto &&visit) const;
    /// A bit for each row, whether they are held or not.
    std::vector<uint64_t> words() const;
    /// Empty where none or all are chosen.
    std::span<const uint64_t> heldWords() const { return m_words; }
    size_t memory() const
    {
        return sizeof(*this) + m_words.size() * sizeof(uint64_t) + m_ranks.size() * sizeof(uint32_t);
    }

private:
    static constexpr size_t wordsOfGroup = 8;

    BlockRows(uint32_t rowCount, uint32_t count, std::vector<uint64_t> words);

    uint32_t m_rowCount;
    uint32_t m_count;
    std::vector<uint64_t> m_words;
    std::vector<uint32_t> m_ranks; // chosen rows before each group of words
};

BlockRows operator&(const BlockRows &a, const BlockRows &b);
BlockRows operator|(const BlockRows &a, const BlockRows &b);
BlockRows operator~(const BlockRows &rows);

/// Which rows of a table are chosen, block by block in the order of the table. What has been appended never changes, so
/// that copies share it. Rows count from 0, in the table; places from 0, among the chosen.
class RowSet {
public:
    void append(std::shared_ptr<const BlockRows> rows);

    size_t blockCount() const { return m_blocks.size(); }
    const BlockRows &operator[](size_t block) const { return *m_blocks[block]; }
    const std::shared_ptr<const BlockRows> &shared(size_t block) const { return m_blocks[block]; }
    uint64_t firstRowOf(size_t block) const { return m_firstRows[block]; }

    uint64_t rowCount() const { return m_rowCount; } ///< chosen or not
    uint64_t count() const { return m_count; }
    bool isEmpty() const { return m_count == 0; }
    struct Place {
        size_t block;
        uint32_t row; ///< in the block, from 0
    };
    Place placeOf(uint64_t row) const;
    bool contains(uint64_t row) const;
    uint64_t rank(uint64_t row) const; ///< chosen rows before this one, which may be rowCount()
    uint64_t at(uint64_t place) const;
    /// Calls visit(row) for all chosen rows, in their order.
    void forEach(auto &&visit) const;
    size_t memory() const;

private:
    std::vector<std::shared_ptr<const BlockRows>> m_blocks;
    std::vector<uint64_t> m_firstRows; // of each block
    std::vector<uint64_t> m_ranks; // chosen rows before each block
    uint64_t m_rowCount = 0;
    uint64_t m_count = 0;
};

/// Of sets over the same blocks; of those that one has and the other has not yet, nothing is said.
RowSet operator&(const RowSet &a, const RowSet &b);
RowSet operator|(const RowSet &a, const RowSet &b);
RowSet operator~(const RowSet &rows);

void BlockRows::forEach(auto &&visit) const
{
    if (m_words.empty()) {
        for (uint32_t row = 0; row < m_count; ++row)
            visit(row);
        return;
    }
    for (size_t i = 0; i < m_words.size(); ++i) {
        for (uint64_t word = m_words[i]; word != 0; word &= word - 1)
            visit(uint32_t(i * wordBits) + uint32_t(std::countr_zero(word)));
    }
}

void RowSet::forEach(auto &&visit) const
{
    for (size_t i = 0; const auto &block : m_blocks)
        block->forEach([&, first = m_firstRows[i++]](uint32_t row) { visit(first + row); });
}

}
