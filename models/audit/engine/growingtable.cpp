// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/engine/growingtable.h"

#include <algorithm>
#include <iterator>

namespace sekimori::audit::engine {

GrowingTable::GrowingTable()
    : m_parts(std::make_shared<const std::vector<Part>>())
    , m_dictionaries(std::make_shared<Dictionaries>())
{
}

void GrowingTable::addParts(const std::vector<Part> &parts)
{
    auto all = std::make_shared<std::vector<Part>>(*m_parts);
    all->insert(all->end(), parts.begin(), parts.end());
    m_parts = std::move(all);
}

void GrowingTable::append(std::vector<std::shared_ptr<Block>> blocks)
{
    for (auto &block : blocks) {
        block->firstRow = m_rowCount;
        m_rowCount += block->rowCount;
        m_blocks.push_back(std::move(block));
    }
}

std::optional<GrowingTable::Task> GrowingTable::takeUnfilled()
{
    if (m_nextUnfilled == m_blocks.size())
        return {};
    const size_t place = m_nextUnfilled++;
    return Task{place, m_blocks[place]};
}

void GrowingTable::setFilled(const Task &task, std::shared_ptr<const Block> filled, Problems problems)
{
    m_blocks[task.place] = std::move(filled);
    for (; m_filledBlocks < m_blocks.size() && m_blocks[m_filledBlocks]->isFilled; ++m_filledBlocks) {
        m_filledRows += m_blocks[m_filledBlocks]->rowCount;
        m_filledBytes += m_blocks[m_filledBlocks]->text.size();
    }
    m_problems.count += problems.count;
    std::ranges::move(problems.told, std::back_inserter(m_problems.told));
}

std::shared_ptr<const Block> GrowingTable::takeBackLast(uint32_t part, uint32_t fewerThan)
{
    if (m_blocks.empty() || m_blocks.back()->part != part || m_blocks.back()->rowCount >= fewerThan)
        return {};
    const auto block = m_blocks.back();
    m_blocks.pop_back();
    m_rowCount -= block->rowCount;
    m_filledRows -= block->rowCount;
    m_filledBytes -= block->text.size();
    m_filledBlocks = m_nextUnfilled = m_blocks.size();
    m_problems.count -= std::erase_if(m_problems.told, [&](const Problem &told) { return told.row >= m_rowCount; });
    return block;
}

LogSnapshot GrowingTable::snapshot() const
{
    return {
        .blocks = std::make_shared<const std::vector<std::shared_ptr<const Block>>>(m_blocks),
        .parts = m_parts,
        .dictionaries = m_dictionaries,
        .rowCount = m_rowCount,
        .filledBlocks = m_filledBlocks,
        .filledRows = m_filledRows,
        .generation = 0,
    };
}

Problems GrowingTable::problems() const
{
    Problems problems = m_problems;
    std::ranges::stable_sort(problems.told, {}, &Problem::row);
    if (problems.told.size() > Problems::mostTold)
        problems.told.erase(problems.told.begin() + ptrdiff_t(Problems::mostTold), problems.told.end());
    return problems;
}

}
