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

/// The data folder in use: its lock, the one writer, the readers. It knows no tables.
class Store {
public:
    static Result<std::unique_ptr<Store>> open(const StoreOptions &options);

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

    /// Told of each change on disk, before the answer to it.
    ChangeWatch &changes() { return m_changes; }

    audit::EventTime now() const { return m_clock(); }
    quint64 commitsMade() const { return m_writer->commitsMade(); }

private:
    Store() = default;

    Clock m_clock;
    ChangeWatch m_changes; ///< before the writer, which uses it
    std::unique_ptr<DataLock> m_lock; ///< first of the three: let go when nobody writes any more
    std::unique_ptr<Writer> m_writer;
    std::unique_ptr<Readers> m_readers;
};

namespace messages {
extern const Message FolderNotMade;
extern const Message FolderNotPrivate;
}

}
