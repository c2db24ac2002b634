// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"

#include <QIcon>

namespace sekimori::widgets {

/// The symbol of a level, unlike that of any other in shape too: a ring, a disc, a triangle, a disc with a cross, an
/// octagon. It is drawn in the colours of the palette as they are at the moment of drawing.
QIcon levelIcon(audit::Level level);

}
