// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"
#include "policy/fieldtypes.h"

#include <QList>
#include <QMap>

#include <algorithm>
#include <array>
#include <optional>
#include <tuple>

/// The rules that a section's fields() can attach to a field. Each rule judges a value and tells its limits, so that
/// forms and the API description need not repeat them.
namespace sekimori::policy {

/// What a form or a schema may know of a field's rules. Numbers are in the unit that JSON carries.
struct FieldLimits {
    std::optional<qint64> minimum; ///< of a number, or of the length of a text
    std::optional<qint64> maximum; ///< of a number, of the length of a text, or of the count of a list
    QList<qint64> choices; ///< the only numbers allowed; empty: any within the limits
    QString pattern; ///< regular expression that the whole text matches; empty: any
    QList<FieldLimits> ofEach; ///< of a list's elements; none or one
};

namespace messages {
extern const Message BelowRange;
extern const Message AboveRange;
extern const Message NotAChoice;
extern const Message TooShort;
extern const Message TooLong;
extern const Message TooManyItems;
}

namespace detail {
std::optional<Error> checkWithin(qint64 value, qint64 minimum, qint64 maximum);
Error notAChoice(qint64 value, const QList<qint64> &choices);
std::optional<Error> checkLength(const QString &text, qsizetype minimum, qsizetype maximum);
std::optional<Error> checkCharacters(const QString &text, QLatin1StringView characters, const Message &otherwise);
std::optional<Error> checkCount(qsizetype count, qsizetype maximum);
}

/// A rule for numbers and durations. It takes no other unit than its own: minutes judged by hours would pass here and
/// be told wrong to forms.
template<typename T>
struct Within {
    T minimum;
    T maximum;

    std::optional<Error> check(std::same_as<T> auto value) const
    {
        return detail::checkWithin(numberOf(value), numberOf(minimum), numberOf(maximum));
    }
    void tell(FieldLimits &limits) const
    {
        limits.minimum = numberOf(minimum);
        limits.maximum = numberOf(maximum);
    }
};

template<typename T, std::size_t count>
struct OneOf {
    std::array<T, count> choices;

    std::optional<Error> check(std::same_as<T> auto value) const
    {
        if (std::ranges::contains(choices, value))
            return std::nullopt;
        FieldLimits limits;
        tell(limits);
        return detail::notAChoice(numberOf(value), limits.choices);
    }
    void tell(FieldLimits &limits) const
    {
        limits.choices.clear();
        for (const T choice : choices)
            limits.choices.append(numberOf(choice));
    }
};

/// Counts code points, so that a character outside the basic plane is one.
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

/// Every character of the text is one of @p characters: single ones and ranges, as between a regular expression's
/// brackets, but without escapes.
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

/// Rules for the elements of a list or the values of a map, each judged by itself.
template<typename... Rules>
struct Each {
    std::tuple<Rules...> rules;

    void tell(FieldLimits &limits) const
    {
        FieldLimits ofOne;
        std::apply([&](const auto &...rule) { (rule.tell(ofOne), ...); }, rules);
        limits.ofEach = {ofOne};
    }
};

template<typename A, typename B>
constexpr Within<std::common_type_t<A, B>> within(A minimum, B maximum)
{
    return {minimum, maximum};
}
template<typename... T>
constexpr OneOf<std::common_type_t<T...>, sizeof...(T)> oneOf(T... choices)
{
    return {{std::common_type_t<T...>(choices)...}};
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
template<typename... Rules>
constexpr Each<Rules...> each(Rules... rules)
{
    return {{rules...}};
}

/// The limits of the field called @p name in @p T, for a form; none where it has no such field.
template<Fielded T>
FieldLimits limitsOf(QLatin1StringView name)
{
    FieldLimits limits;
    const T value{};
    T::fields(value, [&](const char *field, const auto &, const auto &...rules) {
        if (name == QLatin1StringView(field))
            (rules.tell(limits), ...);
    });
    return limits;
}

}
