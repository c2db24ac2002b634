// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/filter/lexer.h"
#include "audit/filter/reading.h"

#include <expected>

/// What stands behind a field and its operator becomes a node of the tree here.
namespace sekimori::audit::filter {

/// A word, a quotation or an expression; or a range of two of them.
struct Value {
    const Token *first = nullptr; ///< never null once made
    const Token *last = nullptr; ///< null: no range

    Place place() const
    {
        const Token &end = last ? *last : *first;
        return {first->place.position, end.end() - first->place.position};
    }
};

/// What @p name holds, compared with one value by an operator that it takes; IsNot gives what Is gives, for the caller
/// to negate.
std::expected<Node, Mistake> condition(
    const Name &name, Operator operation, const Value &value, const Reading &reading);

/// A text or an expression that stands by itself: anywhere in the event.
std::expected<Node, Mistake> conditionAnywhere(const Token &token);

/// Only what has an order is compared by it.
bool takesOperator(const Name &name, Operator operation);

/// What could stand behind this field; and behind that operator.
std::vector<const Message *> operatorsWanted(const Name &name);
std::vector<const Message *> valuesWanted(const Name &name);

}
