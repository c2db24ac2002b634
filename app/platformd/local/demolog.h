// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"

#include <QList>

namespace sekimori::platformd {

inline constexpr auto demoLogSpan = std::chrono::days(90);

/// The audit log of a believable small company, oldest first, all of it within demoLogSpan before @p end. The same
/// arguments make the same log, on every system.
QList<audit::Event> demoLog(quint64 seed, audit::EventTime end, int count);

}
