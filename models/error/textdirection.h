// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sekimori {

/// Marks that change the direction of what follows, which could make a line read as something else.
bool turnsText(QChar character);

/// What a stranger wrote, without them.
QString withoutTurns(QString text);

}
