// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"
#include "audit/field.h"

#include <QUrlQuery>

#include <variant>

namespace sekimori::platform {

/// Which of a log's events are asked for.
struct AuditQuestion {
    QString filter = {}; ///< in the language of the filter field; empty: all of them
    QByteArray zone = "UTC"; ///< IANA's name; of times in the filter that name none, and of the hours in a summary
    std::optional<audit::EventTime> since = {};
    std::optional<audit::EventTime> until = {}; ///< excluded

    bool operator==(const AuditQuestion &) const = default;
};

/// Where in the log a page lies; at most one of them. None: its newest end.
struct AuditPlace {
    std::optional<qint64> after = {}; ///< the events below this number, from there down
    std::optional<qint64> above = {}; ///< the events above this number, from there up
    std::optional<audit::EventTime> at = {}; ///< around the event that is nearest in time

    bool operator==(const AuditPlace &) const = default;
};

enum class AuditFileFormat { Csv, Ndjson };
enum class AuditFilePacking { None, Zip, Gzip };

/// A file of what a filter selects.
struct AuditFileWish {
    AuditFileFormat format = AuditFileFormat::Csv;
    AuditFilePacking packing = AuditFilePacking::None;
    bool isForSpreadsheets = false; ///< text that they would take for a formula gets an apostrophe; CSV only

    bool operator==(const AuditFileWish &) const = default;
};

/// A whole span of the log: events by their numbers, or by their times.
struct NumberSpan {
    qint64 first = 0;
    qint64 last = 0; ///< included

    bool operator==(const NumberSpan &) const = default;
};
struct TimeSpan {
    std::optional<audit::EventTime> since; ///< none: from the log's beginning
    std::optional<audit::EventTime> until; ///< excluded; none: up to its end

    bool operator==(const TimeSpan &) const = default;
};
using LogSpan = std::variant<NumberSpan, TimeSpan>;

QUrlQuery toQuery(const AuditQuestion &question);
void addPlace(QUrlQuery &query, const AuditPlace &place);
QUrlQuery toQuery(const AuditQuestion &question, const AuditFileWish &wish);
QUrlQuery toQuery(const LogSpan &span);
/// What the platform calls it: `user`.
QString nameOf(audit::Field field);

}
