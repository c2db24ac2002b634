// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"

#include <QString>

#include <memory>

namespace sekimori::platformd {

/// Keeps a second service away from a data folder. The lock is the one that SQLite holds on a file of its own: it
/// works alike on all systems, and the system itself takes it back from a process that was killed, whatever number
/// the next process gets. Made and let go by the same thread.
class DataLock {
public:
    static Result<std::unique_ptr<DataLock>> take(const QString &folder);
    ~DataLock();
    DataLock(const DataLock &) = delete;
    DataLock &operator=(const DataLock &) = delete;

private:
    explicit DataLock(QString connection);

    QString m_connection;
};

namespace messages {
extern const Message FolderInUse;
}

}
