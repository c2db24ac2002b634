// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/filter/completion.h"

#include "audit/filter/conditions.h"
#include "audit/filter/foldedtext.h"
#include "audit/filter/signs.h"
#include "audit/filter/writing.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace sekimori::audit::filter {
namespace {

using Words = std::array<std::array<QStringView, 3>, 5>; ///< each by Language

constexpr Words levelWords{{{u"information", u"情報", u"資訊"}, {u"notice", u"通知", u"注意"},
    {u"warning", u"警告", u"警告"}, {u"error", u"エラー", u"錯誤"}, {u"critical", u"重大", u"嚴重"}}};
constexpr Words dayWords{{{u"today", u"今日", u"今天"}, {u"yesterday", u"昨日", u"昨天"},
    {u"monday", u"月曜日", u"星期一"}, {u"friday", u"金曜日", u"星期五"}, {u"now", u"現在", u"現在"}}};
constexpr Words agoWords{{{u"1h", u"1時間", u"1小時"}, {u"24h", u"24時間", u"24小時"}, {u"7d", u"7日", u"7天"},
    {u"30d", u"30日", u"30天"}, {u"4w", u"4週間", u"4週"}}};

/// What the grammar wants next, after some tokens.
class Expectation {
public:
    enum class Kind : quint8 { Term, MoreTerms, Operator, Value, None };

    explicit Expectation(std::span<const Token> tokens)
    {
        for (const Token &token : tokens)
            read(token);
    }

    Kind kind() const { return m_kind; }
    const Name &name() const { return m_name; }

private:
    void read(const Token &token)
    {
        switch (token.kind) {
        case Token::Kind::Name:
            m_name = token.name;
            m_kind = Kind::Operator;
            return;
        case Token::Kind::Operator:
        case Token::Kind::Range:
            m_kind = Kind::Value;
            return;
        case Token::Kind::Open:
            m_isInList = m_kind == Kind::Value;
            m_kind = m_isInList ? Kind::Value : Kind::Term;
            return;
        case Token::Kind::Comma:
            m_kind = m_isInList ? Kind::Value : Kind::None;
            return;
        case Token::Kind::Close:
            m_isInList = false;
            m_kind = Kind::MoreTerms;
            return;
        case Token::Kind::Minus:
        case Token::Kind::Joint:
            m_kind = Kind::Term;
            return;
        case Token::Kind::Broken:
            m_kind = Kind::None;
            return;
        default:
            m_kind = m_isInList ? Kind::None : Kind::MoreTerms;
        }
    }

    Kind m_kind = Kind::Term;
    Name m_name{};
    bool m_isInList = false;
};

/// The token that is being written at the cursor; an empty one where a new one may begin.
struct Unfinished {
    size_t before = 0; ///< so many tokens stand before it
    Place place; ///< in the whole text: what stands behind the cursor is part of it
    QString start; ///< what stands before the cursor
    bool isQuoted = false;
};

bool isClosedQuotation(const Token &token)
{
    return token.kind == Token::Kind::Quoted || token.kind == Token::Kind::Expression
        || token.kind == Token::Kind::Close;
}

bool isOpenQuotation(const Token &token)
{
    return token.kind == Token::Kind::Broken && token.mistake->error.is(messages::QuoteOpen);
}

/// Where what begins at @p position ends in the whole text; none: it goes on with what cannot be replaced.
std::optional<qsizetype> endInWhole(QStringView text, qsizetype position, qsizetype cursor)
{
    const auto tokens = tokensOf(text);
    const auto token = std::ranges::find(tokens, position, [](const Token &each) { return each.place.position; });
    if (token == tokens.end())
        return cursor;
    switch (token->kind) {
    case Token::Kind::Word:
    case Token::Kind::Quoted:
    case Token::Kind::Joint:
        return std::max(cursor, token->end());
    case Token::Kind::Name: {
        const auto &sign = *std::next(token);
        const bool isPlainColon = sign.kind == Token::Kind::Operator && sign.operation == Operator::Is
            && sign.place.position == token->end();
        return isPlainColon ? std::optional(sign.end()) : std::nullopt;
    }
    case Token::Kind::Broken: {
        const bool hasColon
            = token->mistake->error.is(messages::FieldUnknown) && isColon(text.sliced(token->end()).front());
        return hasColon ? token->end() + 1 : cursor;
    }
    default:
        return cursor;
    }
}

std::optional<Unfinished> unfinishedAt(QStringView text, qsizetype cursor, std::span<const Token> tokens)
{
    const size_t count = tokens.size() - (tokens.back().kind == Token::Kind::End ? 1 : 0);
    Unfinished unfinished{.before = count, .place = {cursor, 0}, .start = {}};
    if (count > 0 && tokens[count - 1].end() == cursor) {
        const Token &last = tokens[count - 1];
        if (isClosedQuotation(last))
            return {};
        const bool isWord = last.kind == Token::Kind::Word || last.kind == Token::Kind::Joint;
        if (isWord || isOpenQuotation(last)) {
            unfinished.before = count - 1;
            unfinished.place = last.place;
            unfinished.isQuoted = !isWord;
            unfinished.start = isWord ? text.sliced(last.place.position, last.place.length).toString() : last.text;
        }
    }
    const auto end = endInWhole(text, unfinished.place.position, cursor);
    if (!end)
        return {};
    unfinished.place.length = *end - unfinished.place.position;
    return unfinished;
}

/// Collects what begins as the unfinished token does.
class Offer {
public:
    Offer(QString start, Language language)
        : m_start(folded(start))
        , m_language(language)
    {
    }

    void add(Suggestion::Kind kind, const QString &text)
    {
        const Suggestion suggestion{kind, text};
        if (folded(text).startsWith(m_start) && !m_suggestions.contains(suggestion))
            m_suggestions += suggestion;
    }

    /// The reader's word, and the English one where it was begun.
    void add(Suggestion::Kind kind, auto textIn)
    {
        add(kind, textIn(m_language));
        if (!m_start.isEmpty())
            add(kind, textIn(Language::English));
    }

    void addWords(Suggestion::Kind kind, const Words &words)
    {
        for (const auto &word : words)
            add(kind, [&](Language language) { return word[size_t(language)].toString(); });
    }

    void addFields()
    {
        for (const Field field : allFields)
            add(Suggestion::Kind::Field, [&](Language language) { return nameOf(Name(field), language) + u':'; });
        for (const Bound bound : {Bound::Since, Bound::Until})
            add(Suggestion::Kind::Field, [&](Language language) { return nameOf(Name(bound), language) + u':'; });
    }

    void addJoint(Joint joint)
    {
        add(Suggestion::Kind::Joint, [&](Language language) { return nameOf(joint, language); });
    }

    /// @p written is the name where it stands in the same text as the operator.
    void addOperators(const Name &name, const QString &written)
    {
        for (const Operator operation : {Operator::Is, Operator::IsNot, Operator::Contains, Operator::GreaterOrEqual,
                 Operator::LessOrEqual, Operator::Greater, Operator::Less}) {
            const bool isOffered = !written.isEmpty() && operation == Operator::Is; // the field itself has a colon
            const bool isText = name != Name(Field::Time) || operation != Operator::Contains;
            if (isText && !isOffered && takesOperator(name, operation))
                add(Suggestion::Kind::Operator, written + textOf(operation));
        }
    }

    QList<Suggestion> suggestions() && { return std::move(m_suggestions); }

private:
    QString m_start;
    Language m_language;
    QList<Suggestion> m_suggestions;
};

void offerTerms(Offer &offer, const QString &start, bool isAfterTerm)
{
    if (isAfterTerm) {
        offer.addJoint(Joint::And);
        offer.addJoint(Joint::Or);
    }
    offer.addFields();
    if (const auto name = nameFromText(start))
        offer.addOperators(*name, start);
    offer.addJoint(Joint::Not);
}

void offerValues(Offer &offer, const Name &name)
{
    if (std::holds_alternative<Bound>(name)) {
        offer.addWords(Suggestion::Kind::Time, agoWords);
        offer.addWords(Suggestion::Kind::Time, dayWords);
        return;
    }
    switch (std::get<Field>(name)) {
    case Field::Time:
        return offer.addWords(Suggestion::Kind::Time, dayWords);
    case Field::Level:
        return offer.addWords(Suggestion::Kind::Level, levelWords);
    case Field::Result:
        for (const EventResult result :
            {EventResult::Success, EventResult::Failed, EventResult::ValidationError, EventResult::Error})
            offer.add(Suggestion::Kind::Result, quotedFor(Field::Result, QString(nameOf(result))));
        return;
    default:
        return;
    }
}

/// Times are not looked up in the log.
std::optional<Field> fieldWithValues(const Name &name)
{
    const auto *field = std::get_if<Field>(&name);
    return field && *field != Field::Time ? std::optional(*field) : std::nullopt;
}

}

Completion completionAt(QStringView text, qsizetype cursor, Language language)
{
    const auto tokens = tokensOf(text.first(cursor));
    const auto unfinished = unfinishedAt(text, cursor, tokens);
    if (!unfinished)
        return {.replaced = {cursor, 0}, .suggestions = {}, .valuesOf = {}, .valueStart = {}};
    const Expectation expected(std::span(tokens).first(unfinished->before));
    Completion completion{.replaced = unfinished->place, .suggestions = {}, .valuesOf = {}, .valueStart = {}};
    Offer offer(unfinished->start, language);
    switch (expected.kind()) {
    case Expectation::Kind::Term:
    case Expectation::Kind::MoreTerms:
        if (!unfinished->isQuoted)
            offerTerms(offer, unfinished->start, expected.kind() == Expectation::Kind::MoreTerms);
        break;
    case Expectation::Kind::Operator:
        offer.addOperators(expected.name(), {});
        break;
    case Expectation::Kind::Value:
        offerValues(offer, expected.name());
        completion.valuesOf = fieldWithValues(expected.name());
        completion.valueStart = unfinished->start;
        break;
    case Expectation::Kind::None:
        break;
    }
    completion.suggestions = std::move(offer).suggestions();
    return completion;
}

}
