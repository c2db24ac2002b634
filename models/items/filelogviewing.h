// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/query/knownrows.h"
#include "audit/query/selecting.h"
#include "items/filelogmodel.h"
#include "items/logsource.h"

namespace sekimori::items {

/// What a view of a log of files is made of: the log, the question, and what is shown before.
struct FileLogQuestion {
    audit::engine::LogSnapshot log;
    LogQuery query;
    std::shared_ptr<const FileLogRows> shown;
    std::vector<uint64_t> held; ///< FileLogModel::heldRows()
    bool isContinued = false; ///< another log than the one that is shown is that one, grown
};

/// From a log and a question to rows in their order. It remembers what it has found, so that a log that has grown costs
/// only what is new. For one thread, which is not that of the windows.
class FileLogViewing {
public:
    explicit FileLogViewing(std::shared_ptr<audit::query::Workers> workers)
        : m_workers(std::move(workers))
    {
    }

    /// What there is so far of a view that takes long.
    using Listener = std::function<void(const FileLogChange &soFar)>;

    /// None: it was stopped.
    std::optional<FileLogChange> view(
        const FileLogQuestion &question, const std::stop_token &stop, const Listener &listener);
    /// Of a filter that lets nothing through: the text of the term without which there would be rows.
    QString emptiedBy(const FileLogQuestion &question, const std::stop_token &stop);

private:
    void follow(const FileLogQuestion &question);
    bool isSameLog(const audit::engine::LogSnapshot &log) const;
    const audit::engine::LogSnapshot &inZone(const audit::engine::LogSnapshot &log, const QTimeZone &zone);
    std::optional<FileLogRows::Order> order(const audit::query::Scope &scope, const LogQuery &query);
    FileLogChange changeTo(
        const std::shared_ptr<const FileLogRows> &rows, const std::vector<uint64_t> &held, bool isContinued = false);

    std::shared_ptr<audit::query::Workers> m_workers;
    std::shared_ptr<const audit::engine::Dictionaries> m_log; ///< which the following belongs to
    size_t m_blockCount = 0; ///< that were there the last time, and the last of them
    std::shared_ptr<const audit::engine::Block> m_lastBlock;
    std::shared_ptr<audit::query::KnownRows> m_known;
    std::optional<audit::query::Selection> m_selection;
    audit::filter::Filter m_filter; ///< of the selection
    std::shared_ptr<const FileLogRows> m_shown; ///< by the time that the next change arrives
    struct Zoned {
        std::shared_ptr<const std::vector<std::shared_ptr<const audit::engine::Block>>> blocks;
        QTimeZone zone;
        audit::engine::LogSnapshot log;
    };
    std::optional<Zoned> m_zoned; ///< the last log with times in another zone
};

/// Whether rows are there that name no zone.
bool hasTimesWithoutZone(const audit::engine::LogSnapshot &log);

}
