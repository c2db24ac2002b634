// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sekimori::logtool {

/// How many cells of a terminal the text takes: two for each character of East Asia, none for marks on another one.
qsizetype cellsOf(QStringView text);

/// The text with blanks behind it up to @p cells.
QString padded(const QString &text, qsizetype cells);

/// Fit for one line of a terminal: a line break is `⏎`, and what could command the terminal becomes U+FFFD.
QString harmless(QStringView text);

}
