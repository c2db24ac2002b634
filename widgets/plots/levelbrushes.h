// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"

#include <QBrush>
#include <QPalette>

#include <array>

namespace sekimori::widgets {

/// All levels of events, lowest first.
inline constexpr std::array allLevels{audit::Level::Information, audit::Level::Notice, audit::Level::Warning,
    audit::Level::Error, audit::Level::Critical};

/// What an area stands for that shows events of @p level: a colour that is seen on the palette's window, and from
/// `warning` on lines in it that are different for each level, so that the colour is never all there is.
QBrush levelBrush(audit::Level level, const QPalette &palette);

}
