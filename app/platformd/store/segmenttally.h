// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/eventblocks.h"
#include "store/eventsummary.h"
#include "store/segmentlogs.h"

#include <QHash>

#include <unordered_map>

namespace sekimori::platformd {

/// What is summed up over events of one segment, straight from its columns; by the codes of its own dictionaries.
class SegmentTally {
public:
    using Quarters = std::chrono::duration<qint64, std::ratio<900>>;

    SegmentTally(const SegmentLog &log, const SummarySpan &span);

    /// Those of @p rows whose numbers lie in @p range.
    void add(const audit::query::RowSet &rows, const NumberRange &range);

    struct Kind {
        std::array<uint32_t, 3> codes{}; ///< of service, module and action
        qint64 count = 0;
        qint64 failed = 0;
        audit::EventTime lastFailedAt{};
    };

    qint64 total() const { return m_total; }
    /// The span's, as far as events lie in it.
    const QList<SummaryBucket> &buckets() const { return m_buckets; }
    const std::unordered_map<qint64, qint64> &quarters() const { return m_quarters; } ///< since 1970
    const std::vector<qint64> &sources() const { return m_sources; } ///< by code
    const std::vector<qint64> &users() const { return m_users; }
    std::vector<Kind> kinds() const;
    QString text(audit::Field field, uint32_t code) const;

private:
    void addRow(const audit::engine::Block &block, uint32_t row);

    const SegmentLog &m_log;
    const SummarySpan m_span;
    qint64 m_total = 0;
    QList<SummaryBucket> m_buckets;
    std::unordered_map<qint64, qint64> m_quarters;
    std::vector<qint64> m_sources;
    std::vector<qint64> m_users;
    std::unordered_map<uint64_t, Kind> m_kinds;
};

}
