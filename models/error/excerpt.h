// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sekimori {

/// Control characters, and Unicode's own separators of lines and paragraphs.
bool breaksLines(QChar character);

/// What somebody typed or sent, made fit to be quoted in an error: cut to @p longest characters, and without
/// what breaks lines and could forge some lines in a log.
QString excerpt(QStringView text, qsizetype longest = 64);

}
