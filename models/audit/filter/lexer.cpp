// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/filter/lexer.h"

#include "address/ipnetwork.h"
#include "audit/filter/signs.h"
#include "error/excerpt.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace sekimori::audit::filter {
namespace {

/// Only these fields have an order, so that `..` between two values is more than text.
bool hasRanges(const Name &name)
{
    return name == Name(Field::Time) || name == Name(Field::Source) || name == Name(Field::Level);
}

/// Whether an operator begins here, also one that other languages have.
bool beginsOperator(QStringView text)
{
    if (text.isEmpty())
        return false;
    if (plainSign(text.front()) == u'!')
        return text.size() > 1 && QStringView(u":=~").contains(plainSign(text[1]));
    return QStringView(u":~<>=").contains(plainSign(text.front()));
}

qsizetype operatorIn(QStringView word)
{
    for (qsizetype i = 0; i < word.size(); ++i) {
        if (beginsOperator(word.sliced(i)))
            return i;
    }
    return -1;
}

bool looksLikeAField(QStringView text)
{
    return std::ranges::all_of(text, [](QChar c) { return c.isLetter() || c.isMark() || c == u'_'; });
}

/// Texts of East Asia have these without meaning an operator: `東京～大阪`.
bool isWaveDash(QChar character)
{
    return plainSign(character) == u'~' && character != u'~';
}

class Lexer {
public:
    explicit Lexer(QStringView text)
        : m_text(text)
    {
    }

    std::vector<Token> tokens()
    {
        for (skipBlanks(); m_position < m_text.size() && !isBroken(); skipBlanks())
            readNext();
        if (!isBroken())
            add(Token::Kind::End, 0);
        return std::move(m_tokens);
    }

private:
    enum class State : quint8 { Term, Operator, Value };

    QStringView rest() const { return m_text.sliced(m_position); }
    bool isBroken() const { return !m_tokens.empty() && m_tokens.back().kind == Token::Kind::Broken; }

    void skipBlanks()
    {
        while (m_position < m_text.size() && isBlank(m_text[m_position]))
            ++m_position;
    }

    Token &add(Token::Kind kind, qsizetype length)
    {
        Token &token = m_tokens.emplace_back();
        token.kind = kind;
        token.place = {m_position, length};
        m_position += length;
        return token;
    }

    Token &addText(Token::Kind kind, qsizetype length)
    {
        const QString text = rest().first(length).toString();
        Token &token = add(kind, length);
        token.text = text;
        return token;
    }

    Token &breakAt(Place place, const Message &message, QStringList arguments, std::vector<const Message *> wanted)
    {
        m_position = place.position;
        Token &token = add(Token::Kind::Broken, place.length);
        token.mistake.emplace(place, Error(ErrorKind::Malformed, message, std::move(arguments)), std::move(wanted));
        return token;
    }

    void readNext()
    {
        switch (m_state) {
        case State::Term:
            return readTerm();
        case State::Operator:
            return readOperator();
        case State::Value:
            return readValue();
        }
    }

    /// What means the same wherever it stands. False: none of it.
    bool readSign()
    {
        switch (plainSign(m_text[m_position]).unicode()) {
        case u'(':
            if (beginsText())
                return false;
            m_isInList = m_state == State::Value;
            ++m_openBrackets;
            add(Token::Kind::Open, 1);
            return true;
        case u')':
            add(Token::Kind::Close, 1);
            m_openBrackets = std::max(0, m_openBrackets - 1);
            m_state = State::Term;
            m_isInList = false;
            return true;
        case u',':
            add(Token::Kind::Comma, 1);
            return true;
        case u'"':
            readQuoted();
            return true;
        case u'/':
            readExpression();
            return true;
        default:
            return false;
        }
    }

    /// A full-width bracket may be part of a word, as in `（株）田中`: then more of it stands behind the closing one.
    bool beginsText() const
    {
        constexpr qsizetype longest = 100;
        if (m_text[m_position] == u'(')
            return false;
        int open = 0;
        for (qsizetype at = 0; at < std::min(longest, rest().size()); ++at) {
            const QChar sign = plainSign(rest()[at]);
            open += sign == u'(' ? 1 : sign == u')' ? -1 : 0;
            const QStringView behind = rest().sliced(at + 1);
            if (open == 0)
                return !behind.isEmpty() && !isBlank(behind.front())
                    && !QStringView(u"),").contains(plainSign(behind.front()));
        }
        return false;
    }

    void readTerm()
    {
        if (readSign())
            return;
        if (plainSign(m_text[m_position]) == u'-') {
            add(Token::Kind::Minus, 1);
            return;
        }
        const QStringView word = rest().first(wordLength());
        if (beginsWithNegation(word))
            return breakAtNegation();
        const qsizetype operation = operatorIn(word);
        const QStringView prefix = operation < 0 ? word : word.first(operation);
        if (const auto name = nameFromText(prefix); name && (operation >= 0 || operatorFollows(word.size())))
            return readName(*name, prefix.size());
        if (const auto joint = jointFromText(word)) {
            add(Token::Kind::Joint, word.size()).joint = *joint;
            return;
        }
        if (operation >= 0 && !mayBeText(word, operation))
            return breakAtField(prefix, operation);
        addText(Token::Kind::Word, word.size());
    }

    /// Full-width brackets and commas within a word belong to it, as in `会議（3名）`; only one that closes what is
    /// open, or stands in a list, does not.
    qsizetype wordLength() const
    {
        qsizetype length = 0;
        int opened = 0; // in the word
        for (const QChar character : rest()) {
            const QChar sign = plainSign(character);
            if (endsWord(character) || (opened == 0 && endsListedWord(sign)))
                break;
            if (sign == u'(')
                ++opened;
            else if (sign == u')')
                opened = std::max(0, opened - 1);
            ++length;
        }
        return length;
    }

    bool endsListedWord(QChar sign) const
    {
        return (sign == u')' && m_openBrackets > 0) || (sign == u',' && m_isInList);
    }

    bool operatorFollows(qsizetype length) const { return beginsOperator(rest().sliced(length).trimmed()); }

    /// `!user:taro`, `!(a or b)`, which other languages have.
    bool beginsWithNegation(QStringView word) const
    {
        if (word.isEmpty() || plainSign(word.front()) != u'!' || beginsOperator(word))
            return false;
        const QStringView behind = word.sliced(1);
        if (behind.isEmpty()) {
            const QStringView next = rest().sliced(1);
            return !next.isEmpty() && QStringView(u"(\"").contains(next.front());
        }
        if (plainSign(behind.front()) == u'(' || behind.front() == u'/')
            return true;
        const qsizetype operation = operatorIn(behind);
        if (nameFromText(operation < 0 ? behind : behind.first(operation)))
            return operation >= 0 || operatorFollows(word.size());
        return operation > 0 && !mayBeText(behind, operation);
    }

    void breakAtNegation()
    {
        const QString sign = rest().first(1).toString();
        breakAt({m_position, 1}, messages::NegationUnknown, {sign}, {&messages::WantedMinus, &messages::WantedQuotes});
    }

    /// A word with an operator in it may still be a text: an address, `10:30`, `retries=3`.
    static bool mayBeText(QStringView word, qsizetype operation)
    {
        const QChar sign = plainSign(word[operation]);
        const bool isComparison = sign == u'=' || (sign == u'!' && plainSign(word[operation + 1]) == u'=');
        if (isComparison || isWaveDash(word[operation]))
            return true;
        const QStringView prefix = word.first(operation);
        return !looksLikeAField(prefix) || IpNetwork::parse(word).has_value();
    }

    void breakAtField(QStringView prefix, qsizetype operation)
    {
        if (prefix.isEmpty()) {
            breakAt({m_position, 1}, messages::FieldMissing, {rest().first(1).toString()},
                {&messages::WantedField, &messages::WantedQuotes});
            return;
        }
        breakAt({m_position, operation}, messages::FieldUnknown, {excerpt(prefix)},
            {&messages::WantedField, &messages::WantedQuotes});
    }

    void readName(const Name &name, qsizetype length)
    {
        add(Token::Kind::Name, length).name = name;
        m_hasRanges = hasRanges(name);
        m_state = State::Operator;
    }

    void readOperator()
    {
        static constexpr std::array operators{Operator::IsNot, Operator::Is, Operator::Contains, Operator::LessOrEqual,
            Operator::Less, Operator::GreaterOrEqual, Operator::Greater};
        QString next = rest().first(std::min<qsizetype>(2, rest().size())).toString();
        std::ranges::transform(next, next.begin(), plainSign);
        for (const Operator operation : operators) {
            if (const auto text = textOf(operation); next.startsWith(text)) {
                add(Token::Kind::Operator, text.size()).operation = operation;
                m_state = State::Value;
                return;
            }
        }
        const QStringView others = rest();
        const auto end
            = std::ranges::find_if_not(others, [](QChar c) { return QStringView(u"!=~").contains(plainSign(c)); });
        const auto length = std::distance(others.begin(), end);
        breakAt({m_position, length}, messages::OperatorUnknown, {excerpt(others.first(length))},
            {&messages::WantedOperator});
    }

    void readValue()
    {
        if (readSign())
            return;
        if (m_hasRanges && rest().startsWith(".."_L1)) {
            add(Token::Kind::Range, 2);
            return;
        }
        QStringView word = rest().first(wordLength());
        if (const auto range = word.indexOf(".."_L1); m_hasRanges && range > 0)
            word = word.first(range);
        addText(Token::Kind::Word, word.size());
        endValue();
    }

    /// A value may be followed by the other end of a range, or by the next of a list.
    void endValue()
    {
        if (m_state != State::Value || m_isInList)
            return;
        const bool goesOn = m_hasRanges && rest().trimmed().startsWith(".."_L1);
        if (!goesOn)
            m_state = State::Term;
    }

    void readQuoted()
    {
        QString text;
        std::vector<qsizetype> plainStars;
        qsizetype at = m_position + 1;
        for (; at < m_text.size() && m_text[at] != u'"'; ++at) {
            const bool isEscaped
                = m_text[at] == u'\\' && at + 1 < m_text.size() && QStringView(u"\"\\*").contains(m_text[at + 1]);
            if (isEscaped && m_text[++at] == u'*')
                plainStars.push_back(text.size());
            text += m_text[at];
        }
        const bool isClosed = at < m_text.size();
        Token &token = isClosed
            ? add(Token::Kind::Quoted, at + 1 - m_position)
            : breakAt({m_position, at - m_position}, messages::QuoteOpen, {}, {&messages::WantedClosingQuote});
        const QString written = m_text.sliced(token.place.position, token.place.length).toString();
        token.text = text;
        token.plainStars = std::move(plainStars);
        endValue();
        const bool isRange = m_state == State::Value && m_hasRanges && rest().startsWith(".."_L1);
        if (isClosed && !isRange)
            refuseGlued(messages::QuoteGlued, written);
    }

    /// What was closed ends with a blank, or with what ends a bracket or a value of a list.
    void refuseGlued(const Message &message, const QString &written)
    {
        if (m_position == m_text.size())
            return;
        const QChar next = m_text[m_position];
        const bool isApart = isBlank(next) || next == u')' || next == u',' || endsListedWord(plainSign(next));
        if (isApart)
            return;
        const qsizetype length = std::max<qsizetype>(1, wordLength());
        breakAt({m_position, length}, message, {excerpt(written), excerpt(rest().first(length))},
            {&messages::WantedBlank, &messages::WantedQuotes});
    }

    void readExpression()
    {
        QString text;
        qsizetype at = m_position + 1;
        for (; at < m_text.size() && m_text[at] != u'/'; ++at) {
            if (m_text[at] == u'\\' && at + 1 < m_text.size()) {
                if (m_text[at + 1] != u'/')
                    text += m_text[at];
                ++at;
            }
            text += m_text[at];
        }
        if (at >= m_text.size()) {
            breakAt({m_position, at - m_position}, messages::ExpressionOpen, {excerpt(m_text.sliced(m_position))},
                {&messages::WantedClosingSlash, &messages::WantedQuotes});
            return;
        }
        Token &token = add(Token::Kind::Expression, at + 1 - m_position);
        token.text = text;
        const QString written = m_text.sliced(token.place.position, token.place.length).toString();
        endValue();
        refuseGlued(messages::ExpressionGlued, written);
    }

    QStringView m_text;
    qsizetype m_position = 0;
    State m_state = State::Term;
    bool m_hasRanges = false;
    bool m_isInList = false;
    int m_openBrackets = 0;
    std::vector<Token> m_tokens;
};

}

QLatin1StringView textOf(Operator operation)
{
    constexpr std::array texts{":"_L1, "!:"_L1, "~"_L1, "<"_L1, "<="_L1, ">"_L1, ">="_L1}; // by Operator
    return texts.at(size_t(operation));
}

std::vector<Token> tokensOf(QStringView text)
{
    return Lexer(text).tokens();
}

}
