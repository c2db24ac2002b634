// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/query/scope.h"

#include <QString>

#include <optional>
#include <vector>

namespace sekimori::audit::query {

/// A column that rows can be ordered by.
struct OrderKey {
    enum class Kind : uint8_t {
        Field,
        Number, ///< that the platform gave
        File, ///< by the files' names, and in each as it stands there
        Line, ///< as the rows stand in the files, in the order in which those were opened
        Other ///< a column that nobody knows
    };

    Kind kind = Kind::Field;
    Field field = Field::Time;
    QString title{}; ///< of Kind::Other

    bool operator==(const OrderKey &) const = default;
};

/// A table with more rows than this can number is searched and summed up, but not ordered.
using RowNumber = uint32_t;

/// The chosen rows from the lowest to the highest; equal ones by time, and of the same time as they stand in the table:
/// read from the end, it is the order from the highest to the lowest, the newest first. Texts go by their folded
/// characters, in no language's order; addresses by number, before what is none; levels by weight. What is missing
/// (a time, a number) comes first. None: the scope was stopped.
std::optional<std::vector<RowNumber>> inOrder(const Scope &scope, const OrderKey &key);

/// Whether the chosen rows stand in the order of time already, so that a RowSet alone will do.
std::optional<bool> isInOrderOfTime(const Scope &scope);

}
