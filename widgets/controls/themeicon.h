// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>

namespace sekimori::widgets {

/// The Breeze icon called @p name, drawn in the colours of the palette as they are at the moment of drawing, so that it
/// can be seen on light and dark and goes along when that is switched. Null where there is no such icon.
QIcon themeIcon(const QString &name);

}
