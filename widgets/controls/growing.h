// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace sekimori::widgets {

/// Makes @p dialog as high as its words need at its present width, and never smaller. Sentences wrap, so a dialog does
/// not grow by itself when one appears.
void growToFit(QWidget &dialog);

}
