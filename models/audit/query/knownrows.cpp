// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/query/knownrows.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace sekimori::audit::query {
namespace {

std::vector<QString> inOneOrder(std::vector<QString> terms)
{
    std::ranges::sort(terms);
    const auto repeated = std::ranges::unique(terms);
    terms.erase(repeated.begin(), repeated.end());
    return terms;
}

}

KnownRows::Start KnownRows::startFor(const std::vector<QString> &terms, uint64_t generation)
{
    const auto wanted = inOneOrder(terms);
    const std::lock_guard lock(m_mutex);
    auto best = m_entries.end();
    for (auto entry = m_entries.begin(); entry != m_entries.end(); ++entry) {
        const bool isStart = entry->generation == generation && std::ranges::includes(wanted, entry->start.terms);
        const auto worth
            = [](const Entry &known) { return std::tuple(known.start.terms.size(), known.start.rows.rowCount()); };
        if (isStart && (best == m_entries.end() || worth(*entry) > worth(*best)))
            best = entry;
    }
    if (best == m_entries.end())
        return {};
    m_entries.splice(m_entries.begin(), m_entries, best);
    return best->start;
}

void KnownRows::learn(std::vector<QString> terms, uint64_t generation, const RowSet &rows)
{
    terms = inOneOrder(std::move(terms));
    const size_t memory = rows.memory();
    const std::lock_guard lock(m_mutex);
    std::erase_if(m_entries, [&](const Entry &entry) {
        const bool isOld = entry.generation != generation || entry.start.terms == terms;
        m_memory -= isOld ? entry.memory : 0;
        return isOld;
    });
    m_entries.push_front({{rows, std::move(terms)}, generation, memory});
    m_memory += memory;
    while (m_memory > m_most) {
        m_memory -= m_entries.back().memory;
        m_entries.pop_back();
    }
}

}
