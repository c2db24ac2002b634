// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"
#include "policy/fieldtypes.h"

#include <QList>

#include <chrono>
#include <optional>

/// The rules that a section's fields() can attach to a field. Each rule judges a value and tells its limits, so that
/// forms and the API description need not repeat them.
namespace sekimori::policy {

/// What a form or a schema may know of a field's rules. Numbers are in the unit that JSON carries.
struct FieldLimits {
    std::optional<qint64> minimum; ///< of a number, or of the length of a text
    std::optional<qint64> maximum; ///< of a number, of the length of a text, or of the count of a list
    QList<qint64> choices; ///< the only numbers allowed; empty: any within the limits
    QString pattern; ///< regular expression that the whole text matches; empty: any
};

namespace messages {
extern const Message BelowRange;
extern const Message AboveRange;
extern const Message NotAChoice;
extern const Message TooShort;
extern const Message TooLong;
extern const Message TooManyItems;
}

/// The number that JSON carries for @p value: durations count minutes.
inline qint64 numberOf(int value)
{
    return value;
}
inline qint64 numberOf(std::chrono::minutes value)
{
    return value.count();
}

namespace detail {
std::optional<Error> checkWithin(qint64 value, qint64 minimum, qint64 maximum);
std::optional<Error> checkChoice(qint64 value, const QList<qint64> &choices);
std::optional<Error> checkLength(const QString &text, qsizetype minimum, qsizetype maximum);
std::optional<Error> checkCharacters(const QString &text, QLatin1StringView characters, const Message &otherwise);
std::optional<Error> checkCount(qsizetype count, qsizetype maximum);
}

struct Within {
    qint64 minimum;
    qint64 maximum;

    std::optional<Error> check(auto value) const { return detail::checkWithin(numberOf(value), minimum, maximum); }
    void tell(FieldLimits &limits) const
    {
        limits.minimum = minimum;
        limits.maximum = maximum;
    }
};

struct OneOf {
    QList<qint64> choices;

    std::optional<Error> check(auto value) const { return detail::checkChoice(numberOf(value), choices); }
    void tell(FieldLimits &limits) const { limits.choices = choices; }
};

/// Counts code points, so that a character outside the basic plane is one. An empty text is judged by minimum 0 only
/// where the rule says so; whether a field may stay empty is its section's own rule.
struct Length {
    qsizetype minimum;
    qsizetype maximum;

    std::optional<Error> check(const QString &text) const { return detail::checkLength(text, minimum, maximum); }
    void tell(FieldLimits &limits) const
    {
        limits.minimum = minimum;
        limits.maximum = maximum;
    }
};

/// Every character of the text is of the class @p characters, written as in a regular expression.
struct MadeOf {
    QLatin1StringView characters; ///< such as `A-Za-z0-9_-`
    const Message *otherwise; ///< says what is allowed; %1 is the place of the first other character

    std::optional<Error> check(const QString &text) const
    {
        return detail::checkCharacters(text, characters, *otherwise);
    }
    void tell(FieldLimits &limits) const;
};

struct AtMost {
    qsizetype maximum;

    std::optional<Error> check(const auto &list) const { return detail::checkCount(list.size(), maximum); }
    void tell(FieldLimits &limits) const { limits.maximum = maximum; }
};

constexpr Within within(auto minimum, auto maximum)
{
    return {numberOf(minimum), numberOf(maximum)};
}
OneOf oneOf(auto... choices)
{
    return {{numberOf(choices)...}};
}
constexpr Length length(qsizetype minimum, qsizetype maximum)
{
    return {minimum, maximum};
}
constexpr MadeOf madeOf(const char *characters, const Message &otherwise)
{
    return {QLatin1StringView(characters), &otherwise};
}
constexpr AtMost atMost(qsizetype maximum)
{
    return {maximum};
}

/// The limits of the field called @p name in @p T, for a form; none where it has no such field.
template<Fielded T>
FieldLimits limitsOf(QLatin1StringView name)
{
    FieldLimits limits;
    const T value;
    T::fields(value, [&](const char *field, const auto &, const auto &...rules) {
        if (name == QLatin1StringView(field))
            (rules.tell(limits), ...);
    });
    return limits;
}

}
