// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>

namespace sekimori::test {

/// What a trace of the service's system calls says about the order of syncing and answering.
struct SyncOrder {
    int syncedWrites = 0; ///< how often something new in the write-ahead log was synced
    int answers = 0; ///< how often something was sent to a client
    QStringList violations; ///< lines with which something was sent while the log held what was not yet synced

    bool operator==(const SyncOrder &) const = default;
};

/// Reads the output of `strace -f -y`, in which file descriptors are followed by their paths. A call that was cut in
/// two by another thread's counts when it begins where it writes or sends, and when it has returned where it syncs.
SyncOrder syncOrder(const QByteArray &trace);

/// The arguments of a tracer that writes such a file.
QStringList tracer(const QString &file);

}
