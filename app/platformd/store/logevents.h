// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"

namespace sekimori::platformd {

/// What a log tells of itself: it was checked, deleted from, not signed, handed out. By nobody, until somebody is
/// named.
audit::Event aboutLog(const QString &action, audit::Level level, const QString &complement, audit::EventTime now);

}
