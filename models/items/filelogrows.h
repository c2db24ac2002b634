// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/query/ordering.h"
#include "items/logexport.h"

#include <memory>
#include <span>

namespace sekimori::items {

/// Which rows of a log of files are shown, and in which order. Immutable: it is made on one thread and shown on
/// another.
class FileLogRows {
public:
    /// From the lowest to the highest; null: as they stand in the table.
    using Order = std::shared_ptr<const std::vector<audit::query::RowNumber>>;

    FileLogRows() = default;
    FileLogRows(audit::engine::LogSnapshot log, audit::query::RowSet chosen, Order order, bool isDescending);

    const audit::engine::LogSnapshot &log() const { return m_log; }
    const audit::query::RowSet &chosen() const { return m_chosen; }
    const Order &order() const { return m_order; }
    bool isDescending() const { return m_isDescending; }
    int count() const { return m_count; }
    /// The chosen ones whose columns are there: a row can be shown before anything can be asked of it.
    audit::query::RowSet filled() const;
    /// The row of the table that is shown at this place.
    uint64_t rowAt(int place) const;

    /// Where these rows of the table are shown, each; -1: nowhere. Takes a pass over all rows where they have an order
    /// of their own.
    std::vector<int> placesOf(std::span<const uint64_t> rows) const;

    /// The place that is nearest to a time, where rows are in the order of time; -1: there is no row with a time.
    int placeNear(int64_t time) const;

    /// The rows that are shown at these places, in the same order. Takes a pass over the table.
    FileLogRows onlyAt(const QList<LogRowRange> &places) const;

    /// Of the places of @p other and of this, so many show the same rows from the first on, or up to the last.
    struct Overlap {
        int head = 0;
        int tail = 0;
    };
    Overlap overlapWith(const FileLogRows &other) const;

private:
    int64_t timeAt(int place) const;
    bool hasSameBegin(const FileLogRows &shorter) const;
    std::vector<int> placesInOrder(std::span<const uint64_t> rows) const;

    audit::engine::LogSnapshot m_log;
    audit::query::RowSet m_chosen;
    Order m_order;
    bool m_isDescending = false;
    int m_count = 0;
};

}
