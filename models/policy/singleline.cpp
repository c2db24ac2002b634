// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/singleline.h"

#include "error/excerpt.h"

namespace sekimori::policy {

namespace messages {
constexpr Message ControlCharacter{"text.control",
    QT_TRANSLATE_NOOP("Messages", "Character %1 of the text is a line break or another control character. Remove it.")};
}

std::optional<Error> SingleLine::check(const QString &text) const
{
    qsizetype place = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        ++place;
        const bool isPair = text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        if (isPair)
            ++i;
        else if (text[i].isSurrogate() || breaksLines(text[i]))
            return Error{ErrorKind::Invalid, messages::ControlCharacter, {QString::number(place)}};
    }
    return std::nullopt;
}

}
