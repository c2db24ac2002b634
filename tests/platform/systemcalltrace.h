// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>

#include <chrono>
#include <vector>

namespace sekimori::test {

/// A moment by the system's clock, to the microsecond, as the tracer writes it.
using TraceTime = std::chrono::sys_time<std::chrono::microseconds>;

/// One sync of the store's write-ahead log that had something new to take to the disk.
struct LogSync {
    TraceTime written; ///< when the first of what it took was being written
    TraceTime done; ///< when it returned, without an error

    bool operator==(const LogSync &) const = default;
};

/// Reads the output of `strace -f -ttt -T -y`, in which file descriptors are followed by their paths. A call that was
/// cut in two by another thread's counts when it begins where it writes, and when it has returned where it syncs. What
/// is written while a sync is on its way is left to the next one.
std::vector<LogSync> logSyncs(const QByteArray &trace);

/// The arguments of a tracer that writes such a file, and has the disk take its time for each sync.
QStringList slowDiskTracer(const QString &file);

}
