// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"

#include <QTimeZone>

namespace sekimori::audit::filter {

/// What a text does not say by itself: in which zone its times are, and when it is read (`since:7d`, `yesterday`).
struct Reading {
    QTimeZone zone{QTimeZone::UTC};
    EventTime now{};
    /// The text judges an event as it comes, and `now` is the event's own time; see rule.h.
    bool isRule = false;
};

}
