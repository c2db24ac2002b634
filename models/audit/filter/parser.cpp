// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/filter/parser.h"

#include "audit/filter/conditions.h"
#include "error/excerpt.h"

#include <algorithm>

namespace sekimori::audit::filter {
namespace {

using Outcome = std::expected<Node, Mistake>;

Place spanning(const Place &first, const Place &last)
{
    return {first.position, last.position + last.length - first.position};
}

/// One node is itself; several are joined.
template<typename Joined>
Node joined(std::vector<Node> nodes)
{
    if (nodes.size() == 1)
        return std::move(nodes.front());
    const Place place = spanning(nodes.front().place, nodes.back().place);
    return {Joined{std::move(nodes)}, place};
}

/// Levels of one list are one set of levels.
Node anyOf(std::vector<Node> nodes)
{
    const auto isLevel = [](const Node &node) { return std::holds_alternative<LevelIn>(node.what); };
    if (nodes.size() < 2 || !std::ranges::all_of(nodes, isLevel))
        return joined<Or>(std::move(nodes));
    LevelIn all;
    for (const Node &node : nodes) {
        for (size_t i = 0; i < all.levels.size(); ++i)
            all.levels[i] = all.levels[i] || std::get<LevelIn>(node.what).levels[i];
    }
    return {all, {}};
}

class Parser {
public:
    Parser(QStringView text, const Reading &reading)
        : m_text(text)
        , m_reading(reading)
        , m_tokens(tokensOf(text))
    {
    }

    bool isAtEnd() const { return next().kind == Token::Kind::End; }

    Outcome parseWhole()
    {
        auto root = parseOr();
        if (root && !isAtEnd())
            return std::unexpected(unexpectedHere());
        return root;
    }

private:
    const Token &next() const { return m_tokens[m_at]; }
    const Token &take() { return m_tokens[m_at++]; }
    bool isNext(Joint joint) const { return next().kind == Token::Kind::Joint && next().joint == joint; }

    bool beginsTerm() const
    {
        switch (next().kind) {
        case Token::Kind::Word:
        case Token::Kind::Quoted:
        case Token::Kind::Expression:
        case Token::Kind::Name:
        case Token::Kind::Open:
        case Token::Kind::Minus:
        case Token::Kind::Broken:
            return true;
        default:
            return isNext(Joint::Not);
        }
    }

    Mistake mistake(
        const Place &place, const Message &message, QStringList arguments, std::vector<const Message *> wanted) const
    {
        return {place, Error(ErrorKind::Malformed, message, std::move(arguments)), std::move(wanted)};
    }

    QString written(const Token &token) const
    {
        return excerpt(m_text.sliced(token.place.position, token.place.length));
    }

    /// The next token, which does not go on what was read so far.
    Mistake unexpectedHere() const
    {
        const Token &token = next();
        switch (token.kind) {
        case Token::Kind::Broken:
            return *token.mistake;
        case Token::Kind::Close:
            return mistake(token.place, messages::BracketUnexpected, {}, {&messages::WantedTerm, &messages::WantedEnd});
        case Token::Kind::Comma:
            return mistake(
                token.place, messages::CommaUnexpected, {}, {&messages::WantedTerm, &messages::WantedQuotes});
        case Token::Kind::End:
            return mistake(token.place, messages::TermMissing, {}, {&messages::WantedTerm, &messages::WantedField});
        default:
            return mistake(token.place, messages::TermUnexpected, {written(token)},
                {&messages::WantedTerm, &messages::WantedField, &messages::WantedQuotes});
        }
    }

    Outcome parseOr()
    {
        std::vector<Node> nodes;
        do {
            auto node = parseAnd();
            if (!node)
                return node;
            nodes.push_back(std::move(*node));
        } while (takeJoint(Joint::Or));
        return joined<Or>(std::move(nodes));
    }

    Outcome parseAnd()
    {
        std::vector<Node> nodes;
        do {
            auto node = parseNot();
            if (!node)
                return node;
            nodes.push_back(std::move(*node));
        } while (takeJoint(Joint::And) || beginsTerm());
        return joined<And>(std::move(nodes));
    }

    bool takeJoint(Joint joint)
    {
        const bool isIt = isNext(joint);
        if (isIt)
            take();
        return isIt;
    }

    Outcome parseNot()
    {
        if (next().kind != Token::Kind::Minus && !isNext(Joint::Not))
            return parsePrimary();
        const Token &sign = take();
        if (next().kind == Token::Kind::Minus || isNext(Joint::Not))
            return std::unexpected(mistake(next().place, messages::NegatedTwice, {written(next())},
                {&messages::WantedTerm, &messages::WantedQuotes}));
        const bool isApart = sign.kind == Token::Kind::Minus && next().place.position != sign.end();
        if (isApart || next().kind == Token::Kind::End)
            return std::unexpected(mistake({sign.end(), 0}, messages::TermMissing, {},
                {&messages::WantedTerm, &messages::WantedField, &messages::WantedQuotes}));
        auto node = parsePrimary();
        if (!node)
            return node;
        return negated(std::move(*node), sign.place);
    }

    static Node negated(Node node, const Place &sign)
    {
        const Place place = spanning(sign, node.place);
        std::vector<Node> nodes;
        nodes.push_back(std::move(node));
        return {Not{std::move(nodes)}, place};
    }

    Outcome parsePrimary()
    {
        switch (next().kind) {
        case Token::Kind::Open:
            return parseBracket();
        case Token::Kind::Name:
            return parseCondition();
        case Token::Kind::Expression:
        case Token::Kind::Word:
        case Token::Kind::Quoted: {
            const Token &token = take();
            if (const auto refused = tooMany(token))
                return std::unexpected(*refused);
            return conditionAnywhere(token);
        }
        default:
            return std::unexpected(unexpectedHere());
        }
    }

    Outcome parseBracket()
    {
        const Token &open = take();
        if (++m_depth > deepestFilter)
            return std::unexpected(mistake(open.place, messages::FilterTooDeep, {QString::number(deepestFilter)}, {}));
        if (next().kind == Token::Kind::Close)
            return std::unexpected(mistake({open.end(), next().place.position - open.end()}, messages::TermMissing, {},
                {&messages::WantedTerm, &messages::WantedField}));
        auto node = parseOr();
        if (!node)
            return node;
        if (isAtEnd())
            return std::unexpected(mistake(
                open.place, messages::BracketOpen, {}, {&messages::WantedTerm, &messages::WantedClosingBracket}));
        if (next().kind != Token::Kind::Close)
            return std::unexpected(unexpectedHere());
        node->place = spanning(open.place, take().place);
        --m_depth;
        return node;
    }

    Outcome parseCondition()
    {
        const Token &name = take();
        if (next().kind == Token::Kind::Broken)
            return std::unexpected(wrongOperator(name));
        const Token &operation = take();
        if (!takesOperator(name.name, operation.operation))
            return std::unexpected(mistake(operation.place, messages::OperatorUnfit,
                {written(name), written(operation)}, operatorsWanted(name.name)));
        auto values = next().kind == Token::Kind::Open ? parseList(name, operation) : parseSingle(name, operation);
        if (!values)
            return std::unexpected(values.error());
        const Place place = spanning(name.place, m_tokens[m_at - 1].place);
        Node node = anyOf(std::move(*values));
        node.place = place;
        if (operation.operation == Operator::IsNot)
            node = negated(std::move(node), place);
        return node;
    }

    Mistake wrongOperator(const Token &name) const
    {
        Mistake wrong = *next().mistake;
        wrong.wanted = operatorsWanted(name.name);
        return wrong;
    }

    using Nodes = std::expected<std::vector<Node>, Mistake>;

    Nodes parseSingle(const Token &name, const Token &operation)
    {
        auto node = parseValue(name, operation);
        if (!node)
            return std::unexpected(node.error());
        std::vector<Node> nodes;
        nodes.push_back(std::move(*node));
        return nodes;
    }

    Nodes parseList(const Token &name, const Token &operation)
    {
        const Token &open = take();
        const bool takesList = std::holds_alternative<Field>(name.name)
            && (operation.operation == Operator::Is || operation.operation == Operator::IsNot
                || operation.operation == Operator::Contains);
        if (!takesList)
            return std::unexpected(mistake(open.place, messages::ListUnfit, {}, valuesWanted(name.name)));
        std::vector<Node> nodes;
        do {
            auto node = parseValue(name, operation);
            if (!node)
                return std::unexpected(node.error());
            nodes.push_back(std::move(*node));
        } while (takeComma());
        if (isAtEnd())
            return std::unexpected(mistake(
                open.place, messages::BracketOpen, {}, {&messages::WantedComma, &messages::WantedClosingBracket}));
        if (next().kind == Token::Kind::Broken)
            return std::unexpected(*next().mistake);
        if (next().kind != Token::Kind::Close)
            return std::unexpected(mistake(
                next().place, messages::ListGap, {}, {&messages::WantedComma, &messages::WantedClosingBracket}));
        take();
        return nodes;
    }

    bool takeComma()
    {
        const bool isIt = next().kind == Token::Kind::Comma;
        if (isIt)
            take();
        return isIt;
    }

    bool isValue() const
    {
        const auto kind = next().kind;
        return kind == Token::Kind::Word || kind == Token::Kind::Quoted || kind == Token::Kind::Expression;
    }

    Outcome parseValue(const Token &name, const Token &operation)
    {
        if (!isValue())
            return std::unexpected(valueMissing(name));
        Value value{.first = &take()};
        if (next().kind == Token::Kind::Range) {
            const Token &range = take();
            if (!isValue())
                return std::unexpected(next().kind == Token::Kind::Broken
                        ? *next().mistake
                        : mistake(range.place, messages::RangeIncomplete, {}, valuesWanted(name.name)));
            value.last = &take();
        }
        if (const auto refused = tooMany(*value.first))
            return std::unexpected(*refused);
        return condition(name.name, operation.operation, value, m_reading);
    }

    Mistake valueMissing(const Token &name) const
    {
        const Token &token = next();
        const Token &before = m_tokens[m_at - 1];
        switch (token.kind) {
        case Token::Kind::Broken:
            return *token.mistake;
        case Token::Kind::Range:
            return mistake(token.place, messages::RangeIncomplete, {}, valuesWanted(name.name));
        case Token::Kind::End:
        case Token::Kind::Close:
        case Token::Kind::Comma:
            return mistake({before.end(), 0}, messages::ValueMissing, {written(before)}, valuesWanted(name.name));
        default:
            return mistake(token.place, messages::ValueUnfit, {written(token)}, valuesWanted(name.name));
        }
    }

    std::optional<Mistake> tooMany(const Token &token)
    {
        if (++m_terms > mostTerms)
            return mistake(token.place, messages::FilterTooManyTerms, {QString::number(mostTerms)}, {});
        const bool isExpression = token.kind == Token::Kind::Expression || !token.plainStars.empty();
        if (isExpression && ++m_expressions > mostExpressions)
            return mistake(token.place, messages::FilterTooManyExpressions, {QString::number(mostExpressions)}, {});
        return {};
    }

    QStringView m_text;
    const Reading &m_reading;
    std::vector<Token> m_tokens;
    size_t m_at = 0;
    int m_depth = 0;
    int m_terms = 0;
    int m_expressions = 0;
};

std::vector<Place> termsOf(const Node &root)
{
    const auto *all = std::get_if<And>(&root.what);
    if (!all)
        return {root.place};
    std::vector<Place> terms;
    for (const Node &node : all->nodes)
        terms.push_back(node.place);
    return terms;
}

}

std::expected<Filter, Mistake> parse(QStringView text, const Reading &reading)
{
    if (text.size() > longestFilter)
        return std::unexpected(Mistake{{longestFilter, text.size() - longestFilter},
            Error(ErrorKind::TooLarge, messages::FilterTooLong,
                {QString::number(text.size()), QString::number(longestFilter)}),
            {&messages::WantedEnd}});
    Parser parser(text, reading);
    Filter filter{.text = text.toString(), .root = {}, .terms = {}};
    if (parser.isAtEnd())
        return filter;
    auto root = parser.parseWhole();
    if (!root)
        return std::unexpected(root.error());
    filter.terms = termsOf(*root);
    filter.root = std::move(*root);
    return filter;
}

}
