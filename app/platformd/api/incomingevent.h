// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"
#include "error/error.h"

#include <chrono>

namespace sekimori::platformd {

inline constexpr Message IncomingLevelUnknown{
    "event.levelUnknown", QT_TRANSLATE_NOOP("Messages", "There is no level “%1”. The levels are %2.")};
inline constexpr Message IncomingResultUnknown{
    "event.resultUnknown", QT_TRANSLATE_NOOP("Messages", "There is no result “%1”. The results are %2.")};
inline constexpr Message IncomingTimeMalformed{"event.timeMalformed",
    QT_TRANSLATE_NOOP("Messages",
        "This is not a point in time such as 2026-03-05T14:00:00.5Z or 2026-03-05T23:00:00+09:00, with at most six "
        "digits behind the second.")};
inline constexpr Message IncomingTextBroken{
    "event.textBroken", QT_TRANSLATE_NOOP("Messages", "This text has half a character in it, which no file can hold.")};
inline constexpr Message IncomingServiceOther{"event.serviceOther",
    QT_TRANSLATE_NOOP(
        "Messages", "This token writes under the name “%1” only. Give this name, or leave the field out.")};
inline constexpr Message IncomingServiceCommon{"event.serviceCommon",
    QT_TRANSLATE_NOOP("Messages", "Under the name “Common” only the platform itself writes. Leave the field out.")};

/// A time that is further from the platform's own than this is kept, and marked at the end of the complement.
inline constexpr std::chrono::minutes farthestAhead{5};
inline constexpr std::chrono::years farthestBehind{10};

/// Reads one event that another service called @p service has sent at @p now. Absent are by default: `time` now,
/// `user` nobody, `result` SUCCESS, `level` information, and `source` and `complement` empty. Control characters are
/// refused, but in the complement, where line breaks and tabs stay and others are spelt out.
std::expected<audit::Event, Errors> readIncomingEvent(
    const QJsonObject &json, const QString &service, audit::EventTime now);

}
