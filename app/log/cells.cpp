// SPDX-License-Identifier: GPL-3.0-or-later
#include "cells.h"

#include "error/excerpt.h"

#include <QList>

#include <algorithm>
#include <array>

namespace sekimori::logtool {
namespace {

struct Range {
    char32_t first;
    char32_t last;
};

/// Wide and full-width characters of Unicode's East Asian Width, in ranges as terminals take them.
constexpr std::array wide{
    Range{0x1100, 0x115f},
    Range{0x2e80, 0x303e},
    Range{0x3041, 0xa4cf},
    Range{0xa960, 0xa97f},
    Range{0xac00, 0xd7a3},
    Range{0xf900, 0xfaff},
    Range{0xfe30, 0xfe6f},
    Range{0xff00, 0xff60},
    Range{0xffe0, 0xffe6},
    Range{0x1f300, 0x1f64f},
    Range{0x1f680, 0x1f6ff},
    Range{0x1f900, 0x1f9ff},
    Range{0x20000, 0x3fffd},
};

qsizetype cellsOf(char32_t character)
{
    const auto category = QChar::category(character);
    if (category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing || category == QChar::Other_Format)
        return 0;
    return std::ranges::any_of(
               wide, [&](const Range &range) { return character >= range.first && character <= range.last; })
        ? 2
        : 1;
}

}

qsizetype cellsOf(QStringView text)
{
    qsizetype cells = 0;
    for (const char32_t character : text.toUcs4())
        cells += cellsOf(character);
    return cells;
}

QString padded(const QString &text, qsizetype cells)
{
    return text + QString(std::max<qsizetype>(0, cells - cellsOf(text)), u' ');
}

QString harmless(QStringView text)
{
    QString result;
    result.reserve(text.size());
    for (const QChar character : text) {
        if (character == u'\n')
            result += u'⏎';
        else if (character == u'\t')
            result += u' ';
        else if (character != u'\r')
            result += breaksLines(character) ? QChar(QChar::ReplacementCharacter) : character;
    }
    return result;
}

}
