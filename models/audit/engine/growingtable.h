// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/engine/logtable.h"
#include "audit/engine/problem.h"

#include <optional>

namespace sekimori::audit::engine {

/// A table while it is loaded: first its blocks are there, then their columns come. Knows no threads.
class GrowingTable {
public:
    GrowingTable();

    /// Behind the others.
    void addParts(const std::vector<Part> &parts);
    const std::vector<Part> &parts() const { return *m_parts; }
    /// As they are by now: those that are added later are not among these.
    std::shared_ptr<const std::vector<Part>> sharedParts() const { return m_parts; }
    Dictionaries &dictionaries() { return *m_dictionaries; }
    uint64_t rowCount() const { return m_rowCount; }
    bool isFilled() const { return m_filledBlocks == m_blocks.size(); }
    uint64_t filledBytes() const { return m_filledBytes; }

    /// Behind the others; gives them their place in the table.
    void append(std::vector<std::shared_ptr<Block>> blocks);

    struct Task {
        size_t place = 0;
        std::shared_ptr<const Block> block;
    };
    /// The next block whose columns nobody fills yet.
    std::optional<Task> takeUnfilled();
    void setFilled(const Task &task, std::shared_ptr<const Block> filled, Problems problems);

    /// The last block of all, where it is of this part and has fewer rows: it is taken back, to be made again with
    /// more. Everything must be filled.
    std::shared_ptr<const Block> takeBackLast(uint32_t part, uint32_t fewerThan);

    LogSnapshot snapshot() const;
    Problems problems() const;

private:
    std::shared_ptr<const std::vector<Part>> m_parts;
    std::shared_ptr<Dictionaries> m_dictionaries;
    std::vector<std::shared_ptr<const Block>> m_blocks;
    uint64_t m_rowCount = 0;
    size_t m_nextUnfilled = 0;
    size_t m_filledBlocks = 0; ///< without a gap
    uint64_t m_filledRows = 0;
    uint64_t m_filledBytes = 0;
    Problems m_problems;
};

}
