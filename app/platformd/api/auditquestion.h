// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/call.h"
#include "store/alertfilters.h"
#include "store/eventsearch.h"
#include "store/timespan.h"

#include <QTimeZone>

namespace sekimori::platformd {

inline constexpr Message ZoneUnknown{"audit.zoneUnknown",
    QT_TRANSLATE_NOOP("Messages", "There is no time zone “%1”. Name one of IANA's, such as Asia/Tokyo.")};

/// How long a look into a log may last. What is found by then is answered, and where to go on.
inline constexpr std::chrono::milliseconds longestLook{700};
SearchEnd endOfLook();

/// Which of a log's events a request asks for: its parameters `filter`, `zone`, `since` and `until`.
struct AuditQuestion {
    audit::filter::Filter filter;
    QTimeZone zone{QTimeZone::UTC};
    TimeSpan span;
};

/// The question of @p call, or the answer that says what is wrong with it: of a filter, with the place of its mistake.
std::expected<AuditQuestion, Response> auditQuestion(const Call &call, audit::EventTime now);

/// More about a mistake in a filter, for the error that tells of it: `position`, `length` and what could stand there.
QJsonObject placeOf(const audit::filter::Mistake &mistake, const QTranslator *translator);
/// The same of several, by their fields.
QMap<QString, QJsonObject> placesOf(const FilterMistakes &mistakes, const QTranslator *translator);

/// The answer to whoever asks too much at once.
Response tooManySearches(const Call &call, const Error &error);

}
