// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"

#include <QByteArray>
#include <QJsonObject>

namespace sekimori::platformd {

inline constexpr int maxJsonDepth = 16;

inline constexpr Message JsonMalformed{"json.malformed",
    QT_TRANSLATE_NOOP(
        "Messages", "The body is not well-formed JSON: %1 (line %2, column %3, byte %4). Nothing was changed.")};
inline constexpr Message JsonNotAnObject{
    "json.notAnObject", QT_TRANSLATE_NOOP("Messages", "The body has to be one JSON object, from “{” to “}”.")};
inline constexpr Message JsonKeyTwice{"json.keyTwice",
    QT_TRANSLATE_NOOP(
        "Messages", "The JSON names “%1” twice in one object (line %2, column %3, byte %4). Leave one of them out.")};
inline constexpr Message JsonTooDeep{"json.tooDeep",
    QT_TRANSLATE_NOOP("Messages", "The JSON is nested more than %1 levels deep (line %2, column %3, byte %4).")};

/// Reads a request's body, or one line of it, @p firstLine. What two programs could read differently, a key named
/// twice, is an error, and each error tells the place. The text itself is never repeated, since it may hold a password.
Result<QJsonObject> readJsonObject(const QByteArray &text, qsizetype firstLine = 1);

}
