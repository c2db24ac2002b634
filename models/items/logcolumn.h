// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/query/ordering.h"

#include <QString>

#include <optional>

namespace sekimori::items {

/// What stands in a column of the log's table.
struct LogColumn {
    enum class Kind { Field, Number, File, Line, Other, Surplus };

    Kind kind = Kind::Field;
    audit::Field field{}; ///< of Kind::Field
    int other = 0; ///< of Kind::Other: the place in Record::others
    QString title;
    QString key; ///< by which a layout remembers it: `time`, `file`, `other:Title`

    bool operator==(const LogColumn &) const = default;
};

LogColumn fieldColumn(audit::Field field);
LogColumn numberColumn();
LogColumn fileColumn();
LogColumn lineColumn();
/// A column that nobody knows, as the file heads it.
LogColumn otherColumn(int other, const QString &title);
/// What no column of a file has.
LogColumn surplusColumn();

/// By what rows are ordered where this column is asked for; none: they cannot be ordered by it.
std::optional<audit::query::OrderKey> orderKeyOf(const LogColumn &column);

}
