// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtTypes>

#include <optional>

/// What the system says of another process's memory, in KiB.
namespace sekimori::test {

/// All its pages that are in memory, shared ones too.
std::optional<qint64> residentKib(qint64 process);

/// The same with shared pages divided among those who share them; only root may see it of a process that hides its
/// memory, as the service does.
std::optional<qint64> proportionalKib(qint64 process);

}
