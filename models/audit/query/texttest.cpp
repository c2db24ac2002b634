// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/query/texttest.h"

#include "audit/filter/expression.h"
#include "audit/filter/foldedtext.h"
#include "audit/query/requiredtext.h"

#include <algorithm>
#include <ranges>
#include <utility>

namespace sekimori::audit::query {
namespace {

std::string foldedText(const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    return filter::folded(std::string_view(utf8));
}

/// A list of the one needle, or of none where it is empty.
std::vector<std::string> onlyNeedle(std::string needle)
{
    std::vector<std::string> needles;
    if (!needle.empty())
        needles.push_back(std::move(needle));
    return needles;
}

std::string longestPiece(std::string_view text, char separator)
{
    std::string_view longest;
    for (const auto piece : std::views::split(text, separator)) {
        if (piece.size() > longest.size())
            longest = std::string_view(piece);
    }
    return std::string(longest);
}

class IsTest : public TextTest {
public:
    explicit IsTest(std::string text)
        : TextTest(onlyNeedle(text))
        , m_text(std::move(text))
    {
    }
    bool accepts(std::string_view text, size_t) const override { return filter::equalsFolded(text, m_text); }

private:
    std::string m_text;
};

class WildcardTest : public TextTest {
public:
    explicit WildcardTest(std::string pattern)
        : TextTest(onlyNeedle(longestPiece(pattern, '*')))
        , m_pattern(std::move(pattern))
    {
    }
    bool accepts(std::string_view text, size_t) const override { return filter::fitsWildcards(text, m_pattern); }

private:
    std::string m_pattern;
};

class ContainsTest : public TextTest {
public:
    explicit ContainsTest(std::string text)
        : TextTest(onlyNeedle(text))
        , m_text(std::move(text))
    {
    }
    bool accepts(std::string_view text, size_t) const override { return filter::containsFolded(text, m_text); }
    bool areEnough() const override { return true; }

private:
    std::string m_text;
};

/// One compiled expression for each thread: they would wait for each other at the states that one finds on its way.
class MatchesTest : public TextTest {
public:
    explicit MatchesTest(const QString &expression)
        : TextTest(requiredTexts(expression))
        , m_expression(expression)
    {
    }

    void prepare(size_t threads) override
    {
        while (m_compiled.size() < threads) {
            const auto compiled = filter::compiledExpression(m_expression);
            m_compiled.push_back(compiled ? *compiled : nullptr);
        }
    }
    bool accepts(std::string_view text, size_t thread) const override
    {
        const auto &compiled = m_compiled[thread];
        return compiled && re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *compiled);
    }
    int cost() const override { return needles().empty() ? 10 : 2; }

private:
    QString m_expression;
    std::vector<std::shared_ptr<const re2::RE2>> m_compiled;
};

}

std::shared_ptr<TextTest> testOf(const filter::TextIs &is)
{
    if (is.hasWildcards)
        return std::make_shared<WildcardTest>(foldedText(is.text));
    return std::make_shared<IsTest>(foldedText(is.text));
}

std::shared_ptr<TextTest> testOf(const filter::TextContains &contains)
{
    return std::make_shared<ContainsTest>(foldedText(contains.text));
}

std::shared_ptr<TextTest> testOf(const filter::TextMatches &matches)
{
    return std::make_shared<MatchesTest>(matches.expression);
}

}
