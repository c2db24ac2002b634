// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/filter/filter.h"
#include "error/error.h"

#include <vector>

namespace sekimori::audit::filter {

/// Why a text is no filter: where, what stands there, and what could stand there instead.
struct Mistake {
    Place place; ///< of length 0 where something is missing
    Error error;
    std::vector<const Message *> wanted; ///< each as wantedText() says it

    bool operator==(const Mistake &) const = default;
};

/// “a closing bracket”: one of Mistake::wanted in the language of the running application.
QString wantedText(const Message &wanted);

namespace messages {
extern const Message FilterTooLong;
extern const Message FilterTooDeep;
extern const Message FilterTooManyTerms;
extern const Message FilterTooManyExpressions;
extern const Message TermMissing;
extern const Message TermUnexpected;
extern const Message BracketOpen;
extern const Message BracketUnexpected;
extern const Message CommaUnexpected;
extern const Message NegatedTwice;
extern const Message NegationUnknown;
extern const Message QuoteGlued;
extern const Message QuoteOpen;
extern const Message ExpressionOpen;
extern const Message ExpressionGlued;
extern const Message FieldUnknown;
extern const Message FieldMissing;
extern const Message OperatorUnknown;
extern const Message OperatorUnfit;
extern const Message ValueMissing;
extern const Message ValueEmpty;
extern const Message ValueUnfit;
extern const Message ListUnfit;
extern const Message ListGap;
extern const Message RangeIncomplete;
extern const Message RangeUnfit;
extern const Message RangeBackwards;
extern const Message StarOutside;
extern const Message LevelUnknown;
extern const Message ResultUnknown;
extern const Message TimeUnknown;
extern const Message TimeOfText;
extern const Message TimeNotThere;
extern const Message TimeOutOfRange;
extern const Message TimeMoment;
extern const Message TimePasses;

extern const Message WantedTerm;
extern const Message WantedEnd;
extern const Message WantedField;
extern const Message WantedOperator;
extern const Message WantedOrder;
extern const Message WantedColon;
extern const Message WantedText;
extern const Message WantedList;
extern const Message WantedExpression;
extern const Message WantedLevel;
extern const Message WantedResult;
extern const Message WantedSource;
extern const Message WantedTime;
extern const Message WantedAgo;
extern const Message WantedQuotes;
extern const Message WantedClosingQuote;
extern const Message WantedClosingSlash;
extern const Message WantedClosingBracket;
extern const Message WantedComma;
extern const Message WantedMinus;
extern const Message WantedBlank;
}

}
