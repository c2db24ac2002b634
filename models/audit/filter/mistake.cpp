// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/filter/mistake.h"

#include "error/messages.h"

namespace sekimori::audit::filter {

namespace messages {
constexpr Message FilterTooLong{"filter.tooLong",
    QT_TRANSLATE_NOOP("Messages", "The filter is too long: it has %1 characters, at most %2 are read.")};
constexpr Message FilterTooDeep{"filter.tooDeep",
    QT_TRANSLATE_NOOP("Messages", "There are more brackets in each other than the %1 that are read.")};
constexpr Message FilterTooManyTerms{
    "filter.tooManyTerms", QT_TRANSLATE_NOOP("Messages", "The filter has more than the %1 conditions that are read.")};
constexpr Message FilterTooManyExpressions{"filter.tooManyExpressions",
    QT_TRANSLATE_NOOP("Messages", "The filter has more than the %1 regular expressions that are read.")};
constexpr Message TermMissing{
    "filter.term.missing", QT_TRANSLATE_NOOP("Messages", "Something is missing here: what is looked for.")};
constexpr Message TermUnexpected{"filter.term.unexpected",
    QT_TRANSLATE_NOOP("Messages",
        "“%1” cannot stand here, where something that is looked for is wanted. To look for the word itself, put it in "
        "quotes.")};
constexpr Message BracketOpen{"filter.bracket.open", QT_TRANSLATE_NOOP("Messages", "This bracket is never closed.")};
constexpr Message BracketUnexpected{
    "filter.bracket.unexpected", QT_TRANSLATE_NOOP("Messages", "This bracket closes one that was never opened.")};
constexpr Message CommaUnexpected{"filter.comma",
    QT_TRANSLATE_NOOP("Messages",
        "A comma stands only between the values of a list such as user:(a, b). To look for a comma, put it in "
        "quotes.")};
constexpr Message NegatedTwice{"filter.negatedTwice",
    QT_TRANSLATE_NOOP(
        "Messages", "“%1” negates what is negated already. To look for a text that begins so, put it in quotes.")};
constexpr Message NegationUnknown{"filter.negation",
    QT_TRANSLATE_NOOP("Messages",
        "“%1” negates nothing here; “-” and “not” do. To look for a text that begins so, put it in quotes.")};
constexpr Message QuoteGlued{"filter.quote.glued",
    QT_TRANSLATE_NOOP("Messages",
        "“%2” stands right behind %1, where the quotes are closed. Quotes within a text are written \\\".")};
constexpr Message QuoteOpen{"filter.quote.open", QT_TRANSLATE_NOOP("Messages", "These quotes are never closed.")};
constexpr Message ExpressionOpen{"filter.expression.open",
    QT_TRANSLATE_NOOP("Messages",
        "“%1” begins a regular expression that is never closed. To look for a text that begins with a slash, put it in "
        "quotes.")};
constexpr Message ExpressionGlued{"filter.expression.glued",
    QT_TRANSLATE_NOOP("Messages",
        "“%1” was read as a regular expression, and “%2” stands right behind it. Put a text with slashes in quotes.")};
constexpr Message FieldUnknown{"filter.field.unknown",
    QT_TRANSLATE_NOOP("Messages", "There is no field “%1”. To look for the text as it is, put it in quotes.")};
constexpr Message FieldMissing{"filter.field.missing",
    QT_TRANSLATE_NOOP("Messages", "There is no field before “%1”. To look for the text as it is, put it in quotes.")};
constexpr Message OperatorUnknown{
    "filter.operator.unknown", QT_TRANSLATE_NOOP("Messages", "“%1” is no operator here. “:” means “is”.")};
constexpr Message OperatorUnfit{"filter.operator.unfit", QT_TRANSLATE_NOOP("Messages", "“%2” does not go with “%1”.")};
constexpr Message ValueMissing{
    "filter.value.missing", QT_TRANSLATE_NOOP("Messages", "A value is missing behind “%1”.")};
constexpr Message ValueEmpty{"filter.value.empty",
    QT_TRANSLATE_NOOP("Messages", "There is nothing between the quotes, and nothing is in every text.")};
constexpr Message ValueUnfit{"filter.value.unfit",
    QT_TRANSLATE_NOOP("Messages",
        "“%1” cannot stand here, where a value is wanted. To look for the text as it is, put it in quotes.")};
constexpr Message ListUnfit{
    "filter.list.unfit", QT_TRANSLATE_NOOP("Messages", "A list of values stands behind “:”, “!:” and “~” only.")};
constexpr Message ListGap{
    "filter.list.gap", QT_TRANSLATE_NOOP("Messages", "A comma is missing between the values of this list.")};
constexpr Message RangeIncomplete{
    "filter.range.incomplete", QT_TRANSLATE_NOOP("Messages", "A range has a value on both sides of “..”.")};
constexpr Message RangeUnfit{
    "filter.range.unfit", QT_TRANSLATE_NOOP("Messages", "A range from..to stands behind “:” and “!:” only.")};
constexpr Message RangeBackwards{
    "filter.range.backwards", QT_TRANSLATE_NOOP("Messages", "The range runs backwards: “%1” is after “%2”.")};
constexpr Message StarOutside{"filter.star",
    QT_TRANSLATE_NOOP("Messages",
        "“*” stands for any characters only in a whole value, such as user:taro*. Leave it out here, where any place "
        "in the text counts, or put it in quotes to look for the sign.")};
constexpr Message LevelUnknown{"filter.level.unknown",
    QT_TRANSLATE_NOOP(
        "Messages", "There is no level “%1”. To look for a level of that name in a file, put it in quotes.")};
constexpr Message ResultUnknown{"filter.result.unknown",
    QT_TRANSLATE_NOOP(
        "Messages", "There is no result “%1”. To look for a result of that name in a file, put it in quotes.")};
constexpr Message TimeUnknown{"filter.time.unknown",
    QT_TRANSLATE_NOOP(
        "Messages", "“%1” is not a time that can be read. Write it like 2026-03-05 or \"2026-03-05 14:00\".")};
constexpr Message TimeOfText{"filter.time.text",
    QT_TRANSLATE_NOOP("Messages",
        "Times are not compared as texts. Write one like 2026-03-05, or a range like 2026-03-01..2026-03-05.")};
constexpr Message TimeNotThere{"filter.time.notThere",
    QT_TRANSLATE_NOOP("Messages", "“%1” never was: the clocks in the zone %2 went forward over it.")};
constexpr Message TimeOutOfRange{
    "filter.time.range", QT_TRANSLATE_NOOP("Messages", "“%1” is outside the years 1 to 9999.")};
constexpr Message TimeMoment{"filter.time.moment",
    QT_TRANSLATE_NOOP(
        "Messages", "“%1” is a moment, in which nothing happens. Write since:%1 for all that came after.")};
constexpr Message TimePasses{"filter.time.passes",
    QT_TRANSLATE_NOOP("Messages",
        "“%1” is counted back from now, but a rule judges each event as it comes. Write a day of the week, a time of "
        "day or a date, or leave the time out.")};
constexpr Message WantedTerm{"filter.wanted.term", QT_TRANSLATE_NOOP("Messages", "a text that is looked for")};
constexpr Message WantedEnd{"filter.wanted.end", QT_TRANSLATE_NOOP("Messages", "the end of the filter")};
constexpr Message WantedField{"filter.wanted.field",
    QT_TRANSLATE_NOOP("Messages", "a field: time, source, user, service, module, action, result, level or complement")};
constexpr Message WantedOperator{
    "filter.wanted.operator", QT_TRANSLATE_NOOP("Messages", "an operator: “:” is, “!:” is not, “~” contains")};
constexpr Message WantedOrder{
    "filter.wanted.order", QT_TRANSLATE_NOOP("Messages", "an operator: “:” is, “!:” is not, “<”, “<=”, “>” or “>=”")};
constexpr Message WantedColon{"filter.wanted.colon", QT_TRANSLATE_NOOP("Messages", "a colon")};
constexpr Message WantedText{"filter.wanted.text", QT_TRANSLATE_NOOP("Messages", "a text, in quotes if it has blanks")};
constexpr Message WantedList{"filter.wanted.list", QT_TRANSLATE_NOOP("Messages", "a list of values such as (a, b)")};
constexpr Message WantedExpression{
    "filter.wanted.expression", QT_TRANSLATE_NOOP("Messages", "a regular expression between slashes")};
constexpr Message WantedLevel{
    "filter.wanted.level", QT_TRANSLATE_NOOP("Messages", "a level: information, notice, warning, error or critical")};
constexpr Message WantedResult{
    "filter.wanted.result", QT_TRANSLATE_NOOP("Messages", "a result: SUCCESS, FAILED, \"VALIDATION ERROR\" or ERROR")};
constexpr Message WantedSource{"filter.wanted.source",
    QT_TRANSLATE_NOOP("Messages", "an address, a network such as 192.0.2.0/24, or a range of addresses")};
constexpr Message WantedTime{
    "filter.wanted.time", QT_TRANSLATE_NOOP("Messages", "a time such as 2026-03-05, 2026-03-05T14:00 or yesterday")};
constexpr Message WantedAgo{
    "filter.wanted.ago", QT_TRANSLATE_NOOP("Messages", "a length of time such as 30m, 2h, 7d or 4w")};
constexpr Message WantedQuotes{"filter.wanted.quotes", QT_TRANSLATE_NOOP("Messages", "a text in quotes")};
constexpr Message WantedClosingQuote{"filter.wanted.closingQuote", QT_TRANSLATE_NOOP("Messages", "closing quotes")};
constexpr Message WantedClosingSlash{"filter.wanted.closingSlash", QT_TRANSLATE_NOOP("Messages", "a closing slash")};
constexpr Message WantedClosingBracket{
    "filter.wanted.closingBracket", QT_TRANSLATE_NOOP("Messages", "a closing bracket")};
constexpr Message WantedComma{"filter.wanted.comma", QT_TRANSLATE_NOOP("Messages", "a comma")};
constexpr Message WantedMinus{"filter.wanted.minus", QT_TRANSLATE_NOOP("Messages", "a minus or “not”")};
constexpr Message WantedBlank{"filter.wanted.blank", QT_TRANSLATE_NOOP("Messages", "a blank")};
}

QString wantedText(const Message &wanted)
{
    return renderMessage(Error(ErrorKind::Malformed, wanted));
}

}
