// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/filter/matching.h"

#include "audit/filter/expression.h"
#include "audit/filter/foldedtext.h"

#include <algorithm>

namespace sekimori::audit::filter {
namespace {

/// The texts of a subject as bytes, made when they are first asked for.
class Texts {
public:
    explicit Texts(const Subject &subject)
        : m_subject(subject)
    {
    }

    const Subject &subject() const { return m_subject; }

    std::string_view operator[](Field field)
    {
        auto &bytes = m_bytes[size_t(field)];
        if (!bytes)
            bytes = m_subject.texts[size_t(field)].toUtf8();
        return {bytes->constData(), size_t(bytes->size())};
    }

    /// Whether any text counts in which a word without a field is looked for.
    bool any(std::optional<Field> field, auto fits)
    {
        if (field)
            return fits((*this)[*field]);
        return std::ranges::any_of(textFields, [&](Field each) { return fits((*this)[each]); })
            || std::ranges::any_of(m_subject.others, [&](const QString &other) { return fits(other.toStdString()); });
    }

private:
    const Subject &m_subject;
    std::array<std::optional<QByteArray>, allFields.size()> m_bytes;
};

}

struct Matcher::Test {
    struct Is {
        Field field;
        std::string text; ///< folded
        bool hasWildcards;
    };
    struct Contains {
        std::optional<Field> field;
        std::string text; ///< folded
    };
    struct Matches {
        std::optional<Field> field;
        std::shared_ptr<const re2::RE2> expression; ///< null: RE2 does not take it, and nothing fits
    };
    struct All {
        std::vector<Test> tests;
    };
    struct Any {
        std::vector<Test> tests;
    };
    struct Negated {
        std::vector<Test> test;
    };

    std::variant<TimeIn, LevelIn, SourceIn, Is, Contains, Matches, All, Any, Negated> what;

    explicit Test(const Node &node)
        : what(std::visit([](const auto &from) -> decltype(what) { return made(from); }, node.what))
    {
    }

    bool holds(Texts &texts) const
    {
        return std::visit([&](const auto &each) { return holds(each, texts); }, what);
    }

private:
    static TimeIn made(const TimeIn &in) { return in; }
    static LevelIn made(const LevelIn &in) { return in; }
    static SourceIn made(const SourceIn &in) { return in; }
    static Is made(const TextIs &is) { return {is.field, folded(is.text.toStdString()), is.hasWildcards}; }
    static Contains made(const TextContains &in) { return {in.field, folded(in.text.toStdString())}; }
    static Matches made(const TextMatches &in)
    {
        return {in.field, compiledExpression(in.expression).value_or(nullptr)};
    }
    static All made(const And &all) { return {each(all.nodes)}; }
    static Any made(const Or &any) { return {each(any.nodes)}; }
    static Negated made(const Not &negated) { return {each(negated.node)}; }

    static std::vector<Test> each(const std::vector<Node> &nodes) { return {nodes.begin(), nodes.end()}; }

    static bool holds(const TimeIn &in, Texts &texts)
    {
        const auto &time = texts.subject().time;
        return time && (!in.since || *time >= *in.since) && (!in.until || *time < *in.until);
    }

    static bool holds(const LevelIn &in, Texts &texts) { return in.levels[size_t(texts.subject().level)]; }

    static bool holds(const SourceIn &in, Texts &texts)
    {
        const auto source = sourceMeant(texts.subject().texts[size_t(Field::Source)]);
        return source && in.holds(*source);
    }

    static bool holds(const Is &is, Texts &texts)
    {
        const auto text = texts[is.field];
        return is.hasWildcards ? fitsWildcards(text, is.text) : equalsFolded(text, is.text);
    }

    static bool holds(const Contains &in, Texts &texts)
    {
        return texts.any(in.field, [&](std::string_view text) { return containsFolded(text, in.text); });
    }

    static bool holds(const Matches &in, Texts &texts)
    {
        return in.expression
            && texts.any(in.field, [&](std::string_view text) { return isFound(*in.expression, text); });
    }

    static bool holds(const All &all, Texts &texts)
    {
        return std::ranges::all_of(all.tests, [&](const Test &test) { return test.holds(texts); });
    }

    static bool holds(const Any &any, Texts &texts)
    {
        return std::ranges::any_of(any.tests, [&](const Test &test) { return test.holds(texts); });
    }

    static bool holds(const Negated &negated, Texts &texts) { return !negated.test.front().holds(texts); }
};

Matcher::Matcher(const Filter &filter)
    : m_test(filter.root ? std::make_shared<const Test>(*filter.root) : nullptr)
{
}

bool Matcher::matches(const Subject &subject) const
{
    if (!m_test)
        return true;
    Texts texts(subject);
    return m_test->holds(texts);
}

bool Matcher::matches(const Event &event) const
{
    const QString result = nameOf(event.result);
    const QString level = nameOf(event.level);
    return matches(Subject{
        .time = event.time,
        .texts
        = {{{}, event.source, event.user, event.service, event.module, event.action, result, level, event.complement}},
        .level = event.level,
        .others = {},
    });
}

bool matches(const Filter &filter, const Subject &subject)
{
    return Matcher(filter).matches(subject);
}

}
