// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/filter/mistake.h"
#include "audit/filter/names.h"

#include <vector>

namespace sekimori::audit::filter {

enum class Operator : quint8 { Is, IsNot, Contains, Less, LessOrEqual, Greater, GreaterOrEqual };

QLatin1StringView textOf(Operator operation);

/// A piece of the typed text. What a character means depends on what stands before it: behind a field and an operator
/// `2001:db8::1` is one word, and `-1` too.
struct Token {
    enum class Kind : quint8 {
        Word,
        Quoted,
        Expression,
        Range, ///< `..`
        Name,
        Operator,
        Open,
        Close,
        Comma,
        Minus,
        Joint,
        Broken, ///< the text cannot be read on from here
        End,
    };

    Kind kind = Kind::End;
    Place place;
    QString text; ///< what a word, a quotation or an expression says; also one that never ends
    std::vector<qsizetype> plainStars; ///< where in the text of a quotation `\*` stood
    Name name{};
    Operator operation{};
    Joint joint{};
    std::optional<Mistake> mistake; ///< of Kind::Broken

    qsizetype end() const { return place.position + place.length; }
};

/// All of @p text; the last token is the first broken one, or the end.
std::vector<Token> tokensOf(QStringView text);

}
