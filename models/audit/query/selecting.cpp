// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/query/selecting.h"

#include "audit/filter/writing.h"
#include "audit/query/program.h"

#include <algorithm>
#include <utility>

namespace sekimori::audit::query {
namespace {

/// So many blocks for each thread between two reports.
constexpr size_t blocksAtOnce = 8;

std::vector<filter::Node> termsOf(const filter::Filter &filter)
{
    if (!filter.root)
        return {};
    if (const auto *all = std::get_if<filter::And>(&filter.root->what))
        return all->nodes;
    return {*filter.root};
}

/// The place of the set without which the others have rows in common; of several the last. Where there is none, of the
/// one after which those up to it have none in common.
size_t emptying(const std::vector<RowSet> &sets)
{
    if (sets.size() == 1)
        return 0;
    std::vector<RowSet> before{sets.front()}; // what the first so many and one have in common
    for (size_t i = 1; i < sets.size(); ++i)
        before.push_back(before.back() & sets[i]);
    RowSet behind = sets.back();
    if (!before[sets.size() - 2].isEmpty())
        return sets.size() - 1;
    for (size_t i = sets.size() - 2; i > 0; --i) {
        if (!(before[i - 1] & behind).isEmpty())
            return i;
        behind = behind & sets[i];
    }
    if (!behind.isEmpty())
        return 0;
    return size_t(std::ranges::find_if(before, &RowSet::isEmpty) - before.begin());
}

bool haveRowsInCommon(const std::vector<RowSet> &sets)
{
    RowSet common = sets.front();
    for (const RowSet &set : sets)
        common = common & set;
    return !common.isEmpty();
}

}

Selection::Selection(const filter::Filter &filter, std::shared_ptr<KnownRows> known)
    : m_terms(termsOf(filter))
    , m_known(std::move(known))
{
    for (const filter::Node &term : m_terms)
        m_names.push_back(filter::toText(term));
}

Selection::~Selection() = default;
Selection::Selection(Selection &&) noexcept = default;
Selection &Selection::operator=(Selection &&) noexcept = default;

void Selection::begin(const engine::LogSnapshot &log)
{
    m_generation = log.generation;
    m_rows = {};
    m_ahead.clear();
    m_start = {};
    m_step = m_terms.empty() ? nullptr : stepForAll(m_terms);
    m_stepFromStart.reset();
    if (!m_known || m_terms.empty())
        return;
    m_start = m_known->startFor(m_names, log.generation);
    std::vector<filter::Node> others;
    for (size_t i = 0; i < m_terms.size(); ++i) {
        if (!std::ranges::contains(m_start.terms, m_names[i]))
            others.push_back(m_terms[i]);
    }
    if (!others.empty())
        m_stepFromStart = stepForAll(others);
}

bool Selection::extend(
    const engine::LogSnapshot &log, Workers &workers, const std::stop_token &stop, const Listener &listener)
{
    if (m_generation != log.generation)
        begin(log);
    if (m_step)
        m_step->prepare(log, workers.count());
    if (m_stepFromStart)
        m_stepFromStart->prepare(log, workers.count());
    m_ahead.resize(std::max(m_ahead.size(), log.filledBlocks));
    while (m_rows.blockCount() < log.filledBlocks) {
        const size_t next = m_rows.blockCount() + blocksAtOnce * workers.count();
        const size_t end = listener ? std::min(next, log.filledBlocks) : log.filledBlocks;
        const bool isDone = judge(log, end, workers, stop);
        while (m_rows.blockCount() < end && m_ahead[m_rows.blockCount()])
            m_rows.append(std::move(m_ahead[m_rows.blockCount()]));
        if (!isDone)
            return false;
        if (listener)
            listener(m_rows);
    }
    if (m_known && !m_terms.empty())
        m_known->learn(m_names, log.generation, m_rows);
    return true;
}

bool Selection::judge(const engine::LogSnapshot &log, size_t end, Workers &workers, const std::stop_token &stop)
{
    const size_t begin = m_rows.blockCount();
    const auto judged = [&](size_t index, size_t thread) {
        const engine::Block &block = *(*log.blocks)[index];
        if (!m_step)
            return BlockRows::all(block.rowCount);
        const Judging judging{*log.parts, thread, stop};
        if (index >= m_start.rows.blockCount())
            return m_step->judge(block, BlockRows::all(block.rowCount), judging);
        const BlockRows &start = m_start.rows[index];
        return m_stepFromStart && !start.isEmpty() ? m_stepFromStart->judge(block, start, judging) : start;
    };
    return workers.run(end - begin, stop, [&](size_t piece, size_t thread) {
        auto &place = m_ahead[begin + piece];
        if (place)
            return;
        auto rows = std::make_shared<const BlockRows>(judged(begin + piece, thread));
        if (!stop.stop_requested())
            place = std::move(rows);
    }) && !stop.stop_requested();
}

std::optional<filter::Place> emptyingTerm(
    const filter::Filter &filter, const engine::LogSnapshot &log, Workers &workers, const std::stop_token &stop)
{
    const auto terms = termsOf(filter);
    std::vector<RowSet> sets;
    for (const filter::Node &term : terms) {
        Selection selection(filter::Filter{.text = {}, .root = term, .terms = {}});
        if (!selection.extend(log, workers, stop))
            return {};
        sets.push_back(selection.rows());
    }
    if (sets.empty() || haveRowsInCommon(sets))
        return {};
    return terms[emptying(sets)].place;
}

}
