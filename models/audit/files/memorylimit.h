// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace sekimori::audit::files {

/// How many bytes unpacked text may take together: half of the memory that this process may have, or where nobody can
/// tell how much that is, as much as it likes.
quint64 mostInMemory();

/// What this computer has; of a group of processes with a limit of its own, that is asked for apart.
std::optional<quint64> memoryOfComputer();

/// The tightest limit on memory that Linux' control groups, of the old kind or the new one, put on a process. @p
/// groups: what `/proc/self/cgroup` says of it; @p root: where they are mounted.
std::optional<quint64> memoryOfGroups(const QByteArray &groups, const QString &root);

}
