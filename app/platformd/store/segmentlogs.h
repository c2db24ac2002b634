// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/query/selecting.h"
#include "store/database.h"
#include "store/segmentfiles.h"

#include <future>
#include <list>
#include <set>

namespace sekimori::platformd {

/// A segment in columns, over its mapped file. Immutable; row 0 is the event with the first number.
class SegmentLog {
public:
    /// Takes a second or two. SegmentDamaged where the file is not the one that was closed.
    static Result<std::shared_ptr<const SegmentLog>> load(
        const SegmentFolder &folder, TenantId tenant, const Segment &segment, const std::stop_token &stop);

    const Segment &segment() const { return m_segment; }
    const audit::engine::LogSnapshot &log() const { return m_log; }
    /// Beside the file's pages, which the system may take back.
    size_t memory() const { return m_memory; }

    uint64_t rowOf(qint64 number) const { return uint64_t(number - m_segment.first); }
    qint64 numberOf(uint64_t row) const { return m_segment.first + qint64(row); }
    Result<audit::Event> event(qint64 number) const;

    /// The rows that @p filter lets through. What it finds it keeps for a while, for the next page of the same search.
    audit::query::RowSet select(const audit::filter::Filter &filter, audit::query::Workers &workers) const;

private:
    SegmentLog(const Segment &segment, audit::engine::LogSnapshot log);

    const Segment m_segment;
    const audit::engine::LogSnapshot m_log;
    const size_t m_memory;
    const std::shared_ptr<audit::query::KnownRows> m_known;
};

/// The segments of all tenants, as far as they are open: the ones that were used last, within a bound of memory.
/// Safe from several threads.
class SegmentLogs {
public:
    /// For about twenty million events.
    static constexpr size_t usualMemory = 512 << 20;

    /// @p folder: the data folder.
    explicit SegmentLogs(const QString &folder, size_t memory = usualMemory);
    ~SegmentLogs();
    SegmentLogs(const SegmentLogs &) = delete;
    SegmentLogs &operator=(const SegmentLogs &) = delete;

    const SegmentFolder &folder() const { return m_folder; }
    audit::query::Workers &workers() { return m_workers; }

    /// Waits while another thread opens the same.
    Result<std::shared_ptr<const SegmentLog>> open(TenantId tenant, const Segment &segment);
    /// @p file: the name of the file of its lines.
    void forget(TenantId tenant, const QString &file);
    /// What is being opened fails, and nothing can be opened any more.
    void stop();

    /// Held by whoever makes or removes segments: one at a time.
    std::unique_lock<std::mutex> lockForChanges() { return std::unique_lock(m_changes); }
    /// Until all are gone who read the log when it was called, or it shall stop.
    void waitForReaders(const std::stop_token &stop);

private:
    friend class LogReading;

    using Opened = Result<std::shared_ptr<const SegmentLog>>;
    using Key = std::pair<TenantId, QString>;
    struct Entry {
        Key key;
        std::shared_future<Opened> log;
        size_t memory = 0; ///< 0: is being opened
    };

    void settle(const Key &key, const Opened &opened);
    void dropOldest();
    quint64 beginReading();
    void endReading(quint64 epoch);

    const SegmentFolder m_folder;
    const size_t m_most;
    audit::query::Workers m_workers;
    std::stop_source m_stop;
    std::mutex m_changes;
    std::mutex m_mutex; ///< all that follows
    std::list<Entry> m_entries; ///< the one that was used last is the first
    quint64 m_epoch = 0;
    std::multiset<quint64> m_readers; ///< by the epoch in which they began
    std::condition_variable_any m_readerLeft;
};

/// While it lives, the connection sees one state of the log, and the files of its segments stay.
class LogReading {
public:
    explicit LogReading(Database &database);
    ~LogReading();
    LogReading(const LogReading &) = delete;
    LogReading &operator=(const LogReading &) = delete;

private:
    Database &m_database;
    quint64 m_epoch = 0;
    bool m_hasBegun = false; ///< a transaction of its own
};

}
