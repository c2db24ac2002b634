// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"

#include <QXmlStreamReader>

#include <string>

namespace sekimori::audit::files {

inline constexpr Message xlsxDamaged{"files.xlsxDamaged",
    QT_TRANSLATE_NOOP("Messages", "The workbook is damaged in “%1”, line %2 of its XML; what follows is missing.")};

/// The text of `<si>` or `<is>`, on whose start @p xml stands: all runs, without the readings above Japanese words.
std::string richText(QXmlStreamReader &xml);

/// Office writes what XML cannot hold as `_x000D_`.
std::string unescaped(const QString &text);

/// A format such as `yyyy/mm/dd hh:mm` shows a number as a date or a time of day.
bool isDateFormat(int id, const QString &code);

/// `2026-03-05 14:00:00`, or `14:00:00` of a number that is only a part of a day; nothing of what is no number.
std::string dateText(const QString &number, bool isFrom1904);

}
