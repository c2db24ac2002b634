// SPDX-License-Identifier: GPL-3.0-or-later
#include "error/excerpt.h"

namespace sekimori {

bool breaksLines(QChar character)
{
    const auto category = character.category();
    return category == QChar::Other_Control || category == QChar::Separator_Line
        || category == QChar::Separator_Paragraph;
}

QString excerpt(QStringView text, qsizetype longest)
{
    const bool isCut = text.size() > longest;
    if (isCut) {
        text = text.first(longest);
        if (text.last().isHighSurrogate())
            text.chop(1);
    }
    QString shown = text.toString();
    for (QChar &character : shown) {
        if (breaksLines(character))
            character = QChar::ReplacementCharacter;
    }
    if (isCut)
        shown += u'…';
    return shown;
}

}
