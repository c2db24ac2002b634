// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/query/sums.h"
#include "items/logsource.h"

namespace sekimori::items {

/// What is summed up over the rows of a log of files. None: it was stopped.
std::optional<LogSummary> summaryOf(const audit::query::Scope &scope, const QTimeZone &zone);

/// The most frequent values of a field over a whole log. It counts once while the log stays as it is. For one thread.
class FileLogValues {
public:
    /// None: it was stopped. Times and complements have no values to offer.
    std::optional<QList<ValueCount>> find(const audit::engine::LogSnapshot &log, audit::Field field,
        const QString &start, audit::query::Workers &workers, const std::stop_token &stop);

    static constexpr int most = 50;

private:
    std::shared_ptr<const std::vector<std::shared_ptr<const audit::engine::Block>>> m_blocks; ///< that were counted
    std::array<std::optional<audit::query::CodeCounts>, audit::allFields.size()> m_counts;
};

}
