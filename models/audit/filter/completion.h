// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/filter/filter.h"
#include "audit/filter/names.h"

#include <QList>

namespace sekimori::audit::filter {

/// One thing that could stand at the cursor.
struct Suggestion {
    enum class Kind : quint8 { Field, Operator, Level, Result, Time, Joint };

    Kind kind = Kind::Field;
    QString text; ///< what to write for it; a field comes with its colon

    bool operator==(const Suggestion &) const = default;
};

/// What could stand at the cursor, best first. Values that occur in the log are for the caller to find: those of
/// valuesOf that begin with valueStart, each written by quotedFor() when it is taken. Of a level and a result the known
/// words are suggestions already.
struct Completion {
    Place replaced; ///< what a suggestion takes the place of
    QList<Suggestion> suggestions;
    std::optional<Field> valuesOf;
    QString valueStart;

    bool operator==(const Completion &) const = default;
};

/// Takes nothing into account but the text: no I/O, no state. Words are offered in @p language, and in English where
/// somebody has begun to write English.
Completion completionAt(QStringView text, qsizetype cursor, Language language = Language::English);

}
