// SPDX-License-Identifier: GPL-3.0-or-later
#include "error/textdirection.h"

namespace sekimori {

bool turnsText(QChar character)
{
    const char16_t code = character.unicode();
    return code == 0x200E || code == 0x200F || code == 0x061C || (code >= 0x202A && code <= 0x202E)
        || (code >= 0x2066 && code <= 0x2069);
}

QString withoutTurns(QString text)
{
    text.removeIf(turnsText);
    return text;
}

}
