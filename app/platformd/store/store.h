// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"
#include "store/datalock.h"
#include "store/readers.h"
#include "store/writer.h"

namespace sekimori::platformd {

/// The time, as everything in the store sees it; tests move it.
using Clock = std::function<audit::EventTime()>;

audit::EventTime systemTime();

struct StoreOptions {
    QString folder; ///< made where it does not exist, for its owner alone
    Durability durability = Durability::Full;
    Clock clock = systemTime;
};

/// The data folder in use: its lock, the one writer, the readers, the files of closed events. It knows no tables.
class Store {
public:
    static Result<std::unique_ptr<Store>> open(const StoreOptions &options);
    ~Store();
    Store(const Store &) = delete;
    Store &operator=(const Store &) = delete;

    template<typename Job>
    auto write(Job job)
    {
        return m_writer->write(std::move(job));
    }
    template<typename Job>
    void post(Job job)
    {
        m_writer->post(std::move(job));
    }
    template<typename Job>
    auto read(Job job)
    {
        return m_readers->read(std::move(job));
    }

    /// Like read(), for what takes long: on threads of its own, so that nobody else waits for it.
    template<typename Job>
    auto search(Job job)
    {
        return m_searchers->read(std::move(job));
    }

    /// See Writer::beforeCommit().
    void beforeCommit(Writer::LastStep step) { m_writer->beforeCommit(std::move(step)); }

    /// Told of each change on disk, before the answer to it.
    ChangeWatch &changes() { return m_changes; }

    /// The closed events; their rows are read by segments.h.
    SegmentLogs &segments() { return *m_segments; }

    audit::EventTime now() const { return m_clock(); }
    quint64 commitsMade() const { return m_writer->commitsMade(); }

private:
    Store();

    Clock m_clock;
    ChangeWatch m_changes; ///< before the writer, which uses it
    std::unique_ptr<DataLock> m_lock; ///< first of those that follow: let go when nobody writes any more
    std::unique_ptr<SegmentLogs> m_segments; ///< used by all connections
    std::unique_ptr<Writer> m_writer;
    std::unique_ptr<Readers> m_readers;
    std::unique_ptr<Readers> m_searchers;
};

namespace messages {
extern const Message FolderNotMade;
extern const Message FolderNotPrivate;
}

}
