// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/query/rowset.h"

#include <QString>

#include <list>
#include <mutex>
#include <vector>

namespace sekimori::audit::query {

/// What filters have let through of one table, the latest ones, as long as there is memory for them. Thread-safe.
class KnownRows {
public:
    static constexpr size_t usualMemory = 64 << 20;

    explicit KnownRows(size_t memory = usualMemory)
        : m_most(memory)
    {
    }

    struct Start {
        RowSet rows;
        std::vector<QString> terms; ///< that the rows fulfil, all of them; empty: nothing was known
    };
    /// Of those whose terms are all among @p terms, the one with the most terms.
    Start startFor(const std::vector<QString> &terms, uint64_t generation);
    /// @p rows fulfil all @p terms, and no other row of the same blocks does.
    void learn(std::vector<QString> terms, uint64_t generation, const RowSet &rows);

private:
    struct Entry {
        Start start;
        uint64_t generation;
        size_t memory;
    };

    const size_t m_most;
    std::mutex m_mutex;
    std::list<Entry> m_entries; // the latest first
    size_t m_memory = 0;
};

}
