// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPalette>

namespace sekimori::widgets {

enum class Shade { Light, Dark };

/// The colours of all windows. Text on its ground has a contrast of 4.5 to 1 or more, also where it is disabled but
/// still says something.
QPalette paletteOf(Shade shade);

/// The thin lines around and between things, a step away from the window's own colour.
QColor lineColor(const QPalette &palette);
/// The ground of navigation and headings, which frames the page.
QColor frameColor(const QPalette &palette);
/// The ground of a card, which lies a little above the window.
QColor cardColor(const QPalette &palette);
bool isDark(const QPalette &palette);
/// @p share of @p second in @p first.
QColor blended(const QColor &first, const QColor &second, float share);

}
