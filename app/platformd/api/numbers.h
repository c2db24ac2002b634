// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"

#include <QUrlQuery>

#include <optional>

namespace sekimori::platformd {

inline constexpr Message NumberOutOfRange{
    "request.numberOutOfRange", QT_TRANSLATE_NOOP("Messages", "“%1” has to be a whole number from %2 to %3.")};

inline constexpr qint64 largestJsonNumber = 9'007'199'254'740'991; ///< that JSON carries everywhere

/// @p text in decimal digits; @p name is what the error calls it.
Result<qint64> readNumber(const QString &text, const QString &name, qint64 minimum, qint64 maximum);

/// A query parameter in decimal digits; nothing where it is absent.
Result<std::optional<qint64>> queryNumber(const QUrlQuery &query, const QString &name, qint64 minimum, qint64 maximum);

}
