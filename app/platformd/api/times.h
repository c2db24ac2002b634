// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"
#include "store/timespan.h"

#include <QUrlQuery>

namespace sekimori::platformd {

inline constexpr Message TimeMalformed{"request.timeMalformed",
    QT_TRANSLATE_NOOP(
        "Messages", "“%1” has to be a time with its zone, such as 2026-03-05T14:00:00Z or 2026-03-05T23:00:00+09:00.")};
inline constexpr Message SpanReversed{
    "request.spanReversed", QT_TRANSLATE_NOOP("Messages", "“until” has to be later than “since”.")};

/// A query parameter as RFC 3339; nothing where it is absent.
Result<std::optional<audit::EventTime>> queryTime(const QUrlQuery &query, const QString &name);

/// The query parameters `since` and `until`.
Result<TimeSpan> querySpan(const QUrlQuery &query);

}
