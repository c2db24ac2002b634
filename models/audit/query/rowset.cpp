// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/query/rowset.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace sekimori::audit::query {
namespace {

/// The place of the set bit before which @p rank set bits stand.
uint32_t bitAt(uint64_t word, uint32_t rank)
{
    for (; rank != 0; --rank)
        word &= word - 1;
    return uint32_t(std::countr_zero(word));
}

uint64_t lowest(size_t bits)
{
    return (uint64_t(1) << bits) - 1;
}

/// The last of @p starts, which begin with 0 and rise, that is not above @p value; of equal ones the last.
size_t lastUpTo(const auto &starts, auto value)
{
    return size_t(std::ranges::upper_bound(starts, value) - starts.begin()) - 1;
}

BlockRows combined(const BlockRows &a, const BlockRows &b, auto &&operation)
{
    std::vector<uint64_t> words(BlockRows::wordsFor(a.rowCount()));
    std::ranges::transform(a.heldWords(), b.heldWords(), words.begin(), operation);
    return BlockRows::of(a.rowCount(), std::move(words));
}

RowSet blockwise(const RowSet &a, const RowSet &b, auto &&operation)
{
    RowSet both;
    for (size_t i = 0; i < std::min(a.blockCount(), b.blockCount()); ++i)
        both.append(operation(a.shared(i), b.shared(i)));
    return both;
}

}

BlockRows::BlockRows(uint32_t rowCount, uint32_t count, std::vector<uint64_t> words)
    : m_rowCount(rowCount)
    , m_count(count)
    , m_words(std::move(words))
{
}

BlockRows BlockRows::of(uint32_t rowCount, std::vector<uint64_t> words)
{
    std::vector<uint32_t> ranks;
    ranks.reserve(words.size() / wordsOfGroup + 1);
    uint32_t count = 0;
    for (size_t i = 0; i < words.size(); ++i) {
        if (i % wordsOfGroup == 0)
            ranks.push_back(count);
        count += uint32_t(std::popcount(words[i]));
    }
    if (count == 0 || count == rowCount)
        return {rowCount, count, {}};
    BlockRows rows(rowCount, count, std::move(words));
    rows.m_ranks = std::move(ranks);
    return rows;
}

uint32_t BlockRows::rank(uint32_t row) const
{
    if (m_words.empty())
        return m_count == 0 ? 0 : row;
    if (row == m_rowCount)
        return m_count;
    const size_t word = row / wordBits;
    uint32_t rank = m_ranks[word / wordsOfGroup];
    for (size_t i = word / wordsOfGroup * wordsOfGroup; i < word; ++i)
        rank += uint32_t(std::popcount(m_words[i]));
    return rank + uint32_t(std::popcount(m_words[word] & lowest(row % wordBits)));
}

uint32_t BlockRows::at(uint32_t place) const
{
    if (m_words.empty())
        return place;
    const size_t group = lastUpTo(m_ranks, place);
    uint32_t left = place - m_ranks[group];
    size_t word = group * wordsOfGroup;
    for (uint32_t count = 0; left >= (count = uint32_t(std::popcount(m_words[word]))); ++word)
        left -= count;
    return uint32_t(word * wordBits) + bitAt(m_words[word], left);
}

std::vector<uint64_t> BlockRows::words() const
{
    if (!m_words.empty() || m_rowCount == 0)
        return m_words;
    std::vector<uint64_t> words(wordsFor(m_rowCount), isEmpty() ? 0 : ~uint64_t(0));
    if (!isEmpty() && m_rowCount % wordBits != 0)
        words.back() = lowest(m_rowCount % wordBits);
    return words;
}

BlockRows operator&(const BlockRows &a, const BlockRows &b)
{
    if (a.isEmpty() || b.isAll())
        return a;
    if (b.isEmpty() || a.isAll())
        return b;
    return combined(a, b, std::bit_and());
}

BlockRows operator|(const BlockRows &a, const BlockRows &b)
{
    if (a.isAll() || b.isEmpty())
        return a;
    if (b.isAll() || a.isEmpty())
        return b;
    return combined(a, b, std::bit_or());
}

BlockRows operator~(const BlockRows &rows)
{
    if (rows.isEmpty())
        return BlockRows::all(rows.rowCount());
    if (rows.isAll())
        return BlockRows::none(rows.rowCount());
    std::vector<uint64_t> words = rows.words();
    std::ranges::transform(words, words.begin(), std::bit_not());
    if (rows.rowCount() % BlockRows::wordBits != 0)
        words.back() &= lowest(rows.rowCount() % BlockRows::wordBits);
    return BlockRows::of(rows.rowCount(), std::move(words));
}

void RowSet::append(std::shared_ptr<const BlockRows> rows)
{
    m_firstRows.push_back(m_rowCount);
    m_ranks.push_back(m_count);
    m_rowCount += rows->rowCount();
    m_count += rows->count();
    m_blocks.push_back(std::move(rows));
}

RowSet::Place RowSet::placeOf(uint64_t row) const
{
    const size_t block = lastUpTo(m_firstRows, row);
    return {block, uint32_t(row - m_firstRows[block])};
}

bool RowSet::contains(uint64_t row) const
{
    const auto [block, rowOfBlock] = placeOf(row);
    return m_blocks[block]->contains(rowOfBlock);
}

uint64_t RowSet::rank(uint64_t row) const
{
    if (row == m_rowCount)
        return m_count;
    const auto [block, rowOfBlock] = placeOf(row);
    return m_ranks[block] + m_blocks[block]->rank(rowOfBlock);
}

uint64_t RowSet::at(uint64_t place) const
{
    const size_t block = lastUpTo(m_ranks, place);
    return m_firstRows[block] + m_blocks[block]->at(uint32_t(place - m_ranks[block]));
}

size_t RowSet::memory() const
{
    size_t memory = 0;
    for (const auto &block : m_blocks)
        memory += block->memory();
    return memory;
}

RowSet operator&(const RowSet &a, const RowSet &b)
{
    return blockwise(a, b, [](const auto &x, const auto &y) {
        if (x->isEmpty() || y->isAll())
            return x;
        return y->isEmpty() || x->isAll() ? y : std::make_shared<const BlockRows>(*x & *y);
    });
}

RowSet operator|(const RowSet &a, const RowSet &b)
{
    return blockwise(a, b, [](const auto &x, const auto &y) {
        if (x->isAll() || y->isEmpty())
            return x;
        return y->isAll() || x->isEmpty() ? y : std::make_shared<const BlockRows>(*x | *y);
    });
}

RowSet operator~(const RowSet &rows)
{
    return blockwise(rows, rows, [](const auto &x, const auto &) { return std::make_shared<const BlockRows>(~*x); });
}

}
