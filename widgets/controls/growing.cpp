// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/growing.h"

#include <QLayout>
#include <QWidget>

#include <algorithm>

namespace sekimori::widgets {

void growToFit(QWidget &dialog)
{
    dialog.layout()->activate();
    const int width = dialog.width();
    dialog.resize(width, std::max(dialog.height(), dialog.layout()->totalHeightForWidth(width)));
}

}
