// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/logmodel.h"

namespace sekimori::items {

/// A field of a record with its name, for people.
struct NamedText {
    QString name;
    QString text;

    bool operator==(const NamedText &) const = default;
};

/// All that is known of a record, the complement last: the time to its last digit and with its zone, and what it does
/// not have left out.
QList<NamedText> everythingOf(const audit::Record &record, const LogModel &rows);
/// One line a field, `Level: Warning`.
QString toText(const audit::Record &record, const LogModel &rows);

/// The heads and the fields of these columns, as a line of CSV (RFC 4180) without its end.
QString csvHeader(const LogModel &rows, const QList<int> &columns);
QString toCsv(const audit::Record &record, const LogModel &rows, const QList<int> &columns);
/// An object on one line, its names those of the platform's API; columns that nobody knows stand in `others`.
QString toJson(const audit::Record &record, const LogModel &rows);

}
