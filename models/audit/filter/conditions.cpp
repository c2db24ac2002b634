// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/filter/conditions.h"

#include "address/iprange.h"
#include "audit/filter/expression.h"
#include "audit/filter/timespan.h"
#include "audit/words.h"
#include "error/excerpt.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::audit::filter {
namespace {

using Outcome = std::expected<Node, Mistake>;

/// A star in a word stands for any characters, one in quotes unless it was written `\*`.
bool hasWildStars(const Token &token)
{
    return size_t(token.text.count(u'*')) > token.plainStars.size();
}

/// `a*b` with stars of both kinds, which no plain text can say.
QString expressionOf(const Token &token)
{
    QString expression = u"(?s)^"_s;
    for (qsizetype i = 0; i < token.text.size(); ++i) {
        const QChar character = token.text[i];
        if (character == u'*' && !std::ranges::contains(token.plainStars, i)) {
            expression += ".*"_L1;
            continue;
        }
        if (QStringView(u"\\.+*?()|[]{}^$").contains(character))
            expression += u'\\';
        expression += character;
    }
    return expression + u'$';
}

std::optional<Level> levelMeant(const Token &token)
{
    return token.kind == Token::Kind::Expression ? std::nullopt : levelFromWord(token.text.toUtf8().toStdString());
}

LevelIn levelsFrom(Level first, Level last)
{
    LevelIn in;
    for (size_t level = size_t(first); level <= size_t(last); ++level)
        in.levels[level] = true;
    return in;
}

/// One condition on its way from tokens to a node.
class Condition {
public:
    Condition(const Name &name, Operator operation, const Value &value, const Reading &reading)
        : m_name(name)
        , m_operation(operation == Operator::IsNot ? Operator::Is : operation)
        , m_value(value)
        , m_reading(reading)
    {
    }

    Outcome node() const
    {
        if (m_value.last && m_operation != Operator::Is)
            return refused(Error(ErrorKind::Malformed, messages::RangeUnfit));
        if (const auto *bound = std::get_if<Bound>(&m_name))
            return timeBound(*bound == Bound::Since ? Operator::GreaterOrEqual : Operator::LessOrEqual);
        const Field field = std::get<Field>(m_name);
        if (field == Field::Time)
            return time();
        if (m_value.first->kind == Token::Kind::Expression
            || (m_value.last && m_value.last->kind == Token::Kind::Expression))
            return expression(field);
        if (m_operation == Operator::Contains)
            return contained(field);
        switch (field) {
        case Field::Level:
            return level();
        case Field::Source:
            return source();
        case Field::Result:
            return result();
        default:
            return text(field);
        }
    }

private:
    Outcome refused(Error error) const
    {
        // The sentence says itself what can stand there.
        auto wanted = error.is(messages::TimePasses) ? std::vector<const Message *>() : valuesWanted(m_name);
        return std::unexpected(Mistake{m_value.place(), std::move(error), std::move(wanted)});
    }
    Outcome refused(const Message &message) const
    {
        return refused(Error(ErrorKind::Invalid, message, {excerpt(m_value.first->text)}));
    }
    Outcome made(auto what) const { return Node{std::move(what), m_value.place()}; }

    Outcome time() const
    {
        const bool isText = m_operation == Operator::Contains || m_value.first->kind == Token::Kind::Expression
            || (m_value.last && m_value.last->kind == Token::Kind::Expression);
        if (isText)
            return refused(Error(ErrorKind::Invalid, messages::TimeOfText));
        return m_operation == Operator::Is ? timeSpan() : timeBound(m_operation);
    }

    Outcome timeBound(Operator operation) const
    {
        const auto span = timeSpanFromText(m_value.first->text, m_reading);
        if (!span)
            return refused(span.error());
        switch (operation) {
        case Operator::Less:
            return made(TimeIn{{}, span->begin});
        case Operator::LessOrEqual:
            return made(TimeIn{{}, span->end});
        case Operator::Greater:
            return made(TimeIn{span->end, {}});
        default:
            return made(TimeIn{span->begin, {}});
        }
    }

    Outcome timeSpan() const
    {
        const auto first = timeSpanFromText(m_value.first->text, m_reading);
        if (!first)
            return refused(first.error());
        if (!m_value.last)
            return isMoment(*first) ? refused(messages::TimeMoment) : made(TimeIn{first->begin, first->end});
        const auto last = timeSpanFromText(m_value.last->text, m_reading);
        if (!last)
            return refused(last.error());
        return first->begin < last->end || (m_reading.isRule && first->begin == last->end)
            ? made(TimeIn{first->begin, last->end})
            : backwards();
    }

    /// In a rule there are none: there it is a time that the clock leaves out.
    bool isMoment(const TimeSpan &span) const { return span.begin == span.end && !m_reading.isRule; }

    Outcome backwards() const
    {
        return refused(Error(
            ErrorKind::Invalid, messages::RangeBackwards, {excerpt(m_value.first->text), excerpt(m_value.last->text)}));
    }

    Outcome expression(Field field) const
    {
        if (m_value.last)
            return refused(Error(ErrorKind::Malformed, messages::RangeUnfit));
        const auto compiled = compiledExpression(m_value.first->text);
        return compiled ? made(TextMatches{field, m_value.first->text}) : refused(compiled.error());
    }

    Outcome contained(Field field) const
    {
        const Token &token = *m_value.first;
        if (token.text.isEmpty())
            return refused(messages::ValueEmpty);
        if (token.kind == Token::Kind::Word && hasWildStars(token))
            return refused(messages::StarOutside);
        return made(TextContains{field, token.text});
    }

    Outcome text(Field field) const
    {
        const Token &token = *m_value.first;
        const bool hasStars = hasWildStars(token);
        if (!hasStars || token.plainStars.empty())
            return made(TextIs{field, token.text, hasStars});
        const QString expression = expressionOf(token);
        const auto compiled = compiledExpression(expression);
        return compiled ? made(TextMatches{field, expression}) : refused(compiled.error());
    }

    /// A word that the field does not know is a mistake, unless somebody means it: in quotes, or with a star.
    Outcome textIfMeant(Field field, const Message &message) const
    {
        const bool isMeant = m_value.first->kind == Token::Kind::Quoted || hasWildStars(*m_value.first);
        return isMeant ? text(field) : refused(message);
    }

    Outcome level() const
    {
        const auto first = levelMeant(*m_value.first);
        if (m_value.last)
            return levelRange(first);
        switch (m_operation) {
        case Operator::Is:
            return first ? made(levelsFrom(*first, *first)) : textIfMeant(Field::Level, messages::LevelUnknown);
        case Operator::Less:
        case Operator::LessOrEqual:
        case Operator::Greater:
        case Operator::GreaterOrEqual:
            return first ? made(levelsBeside(*first)) : refused(messages::LevelUnknown);
        default:
            Q_UNREACHABLE_RETURN(refused(messages::LevelUnknown));
        }
    }

    Outcome levelRange(std::optional<Level> first) const
    {
        const auto last = levelMeant(*m_value.last);
        if (!first)
            return refused(messages::LevelUnknown);
        if (!last)
            return refused(Error(ErrorKind::Invalid, messages::LevelUnknown, {excerpt(m_value.last->text)}));
        return *first <= *last ? made(levelsFrom(*first, *last)) : backwards();
    }

    LevelIn levelsBeside(Level level) const
    {
        const bool isBelow = m_operation == Operator::Less || m_operation == Operator::LessOrEqual;
        const bool isWithIt = m_operation == Operator::LessOrEqual || m_operation == Operator::GreaterOrEqual;
        LevelIn in = isBelow ? levelsFrom(Level::Information, level) : levelsFrom(level, Level::Critical);
        in.levels[size_t(level)] = isWithIt;
        return in;
    }

    Outcome source() const
    {
        const Token &token = *m_value.first;
        if (!m_value.last && hasWildStars(token))
            return text(Field::Source);
        const QString range = m_value.last ? token.text + u'-' + m_value.last->text : token.text;
        const auto networks = parseNetworks(range);
        if (networks)
            return made(SourceIn{networks->first().first(), networks->last().last()});
        return token.kind == Token::Kind::Quoted && !m_value.last ? text(Field::Source) : refused(networks.error());
    }

    Outcome result() const
    {
        if (const auto known = resultFromWord(m_value.first->text.toUtf8().toStdString()))
            return made(TextIs{Field::Result, nameOf(*known), false});
        return textIfMeant(Field::Result, messages::ResultUnknown);
    }

    const Name &m_name;
    Operator m_operation;
    const Value &m_value;
    const Reading &m_reading;
};

}

std::expected<Node, Mistake> condition(const Name &name, Operator operation, const Value &value, const Reading &reading)
{
    return Condition(name, operation, value, reading).node();
}

std::expected<Node, Mistake> conditionAnywhere(const Token &token)
{
    const auto refused
        = [&](Error error) { return std::unexpected(Mistake{token.place, std::move(error), {&messages::WantedTerm}}); };
    if (token.kind == Token::Kind::Expression) {
        if (const auto compiled = compiledExpression(token.text); !compiled)
            return refused(compiled.error());
        return Node{TextMatches{{}, token.text}, token.place};
    }
    if (token.text.isEmpty())
        return refused(Error(ErrorKind::Invalid, messages::ValueEmpty));
    if (token.kind == Token::Kind::Word && hasWildStars(token))
        return refused(Error(ErrorKind::Invalid, messages::StarOutside));
    return Node{TextContains{{}, token.text}, token.place};
}

bool takesOperator(const Name &name, Operator operation)
{
    if (std::holds_alternative<Bound>(name))
        return operation == Operator::Is;
    const Field field = std::get<Field>(name);
    const bool isOrder = operation != Operator::Is && operation != Operator::IsNot && operation != Operator::Contains;
    return !isOrder || field == Field::Time || field == Field::Level;
}

std::vector<const Message *> operatorsWanted(const Name &name)
{
    if (std::holds_alternative<Bound>(name))
        return {&messages::WantedColon};
    return {takesOperator(name, Operator::Less) ? &messages::WantedOrder : &messages::WantedOperator};
}

std::vector<const Message *> valuesWanted(const Name &name)
{
    if (std::holds_alternative<Bound>(name))
        return {&messages::WantedTime, &messages::WantedAgo};
    switch (std::get<Field>(name)) {
    case Field::Time:
        return {&messages::WantedTime};
    case Field::Level:
        return {&messages::WantedLevel, &messages::WantedList, &messages::WantedExpression};
    case Field::Result:
        return {&messages::WantedResult, &messages::WantedList, &messages::WantedExpression};
    case Field::Source:
        return {&messages::WantedSource, &messages::WantedList, &messages::WantedExpression};
    default:
        return {&messages::WantedText, &messages::WantedList, &messages::WantedExpression};
    }
}

}
