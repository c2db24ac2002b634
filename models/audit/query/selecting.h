// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/filter/filter.h"
#include "audit/query/knownrows.h"
#include "audit/query/scope.h"

#include <functional>
#include <memory>
#include <optional>

namespace sekimori::audit::query {

class Step;

/// The rows of one table that a filter lets through, as far as they are known. It grows with the table: no block is
/// judged twice, unless rows of before have changed (another generation), which begins it anew. For one thread.
class Selection {
public:
    /// @p known, where several selections on the table leave to each other what they have found: a filter with more
    /// terms than one of before starts from its rows.
    explicit Selection(const filter::Filter &filter, std::shared_ptr<KnownRows> known = {});
    ~Selection();
    Selection(Selection &&) noexcept;
    Selection &operator=(Selection &&) noexcept;

    /// What is there so far, every now and then while it grows; on the thread that asks.
    using Listener = std::function<void(const RowSet &soFar)>;

    /// Judges the filled blocks of @p log that have come since. False: @p stop came; what is known stays, and the next
    /// time it goes on from there.
    bool extend(
        const engine::LogSnapshot &log, Workers &workers, const std::stop_token &stop, const Listener &listener = {});

    /// Over the first blocks of the table.
    const RowSet &rows() const { return m_rows; }

private:
    void begin(const engine::LogSnapshot &log);
    bool judge(const engine::LogSnapshot &log, size_t end, Workers &workers, const std::stop_token &stop);

    std::vector<filter::Node> m_terms; // all of them are wanted
    std::vector<QString> m_names; // of the terms
    std::shared_ptr<KnownRows> m_known;
    std::unique_ptr<Step> m_step; // of all terms; null: everything is wanted
    KnownRows::Start m_start; // rows of some of the terms
    std::unique_ptr<Step> m_stepFromStart; // of the other terms
    std::optional<uint64_t> m_generation;
    RowSet m_rows;
    std::vector<std::shared_ptr<const BlockRows>> m_ahead; // judged, but a block before is not yet
};

/// Of a filter that lets nothing through: the term without which there would be rows, and where that is not one alone,
/// the one that removed the last. None: there are rows, or it was stopped.
std::optional<filter::Place> emptyingTerm(
    const filter::Filter &filter, const engine::LogSnapshot &log, Workers &workers, const std::stop_token &stop);

}
