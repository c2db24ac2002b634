// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/filter/signs.h"

#include <QStringView>

namespace sekimori::audit::filter {

QChar plainSign(QChar character)
{
    constexpr QStringView fullWidth = u"！（），－：＜＝＞～〜";
    constexpr QStringView plain = u"!(),-:<=>~~";
    const qsizetype place = character.unicode() < 0x80 ? -1 : fullWidth.indexOf(character);
    return place < 0 ? character : plain[place];
}

bool isColon(QChar character)
{
    return plainSign(character) == u':';
}

bool isBlank(QChar character)
{
    return character.isSpace();
}

bool endsWord(QChar character)
{
    return isBlank(character) || QStringView(u"(),\"").contains(character);
}

}
