// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/fieldrules.h"
#include "policy/fieldtypes.h"

/// Checks values against the rules that their fields() name. The console runs it while typing, the platform before
/// every save.
namespace sekimori::policy {

/// A section or list element that has rules over several of its fields.
template<typename T>
concept SelfChecking = requires(const T &value, Errors &errors) { value.check(errors); };

namespace detail {

template<typename V, typename Rule>
std::optional<Error> judge(const V &value, const Rule &rule)
{
    return rule.check(value);
}

template<typename V, typename Rule>
std::optional<Error> judge(const std::optional<V> &value, const Rule &rule)
{
    return value ? rule.check(*value) : std::nullopt;
}

/// What is stored was judged when it was entered, and an empty entry means "clear it".
template<typename Rule>
std::optional<Error> judge(const Secret &value, const Rule &rule)
{
    return value.entered && !value.entered->isEmpty() ? rule.check(*value.entered) : std::nullopt;
}

}

template<Fielded T>
void validate(const T &value, Errors &errors, const QString &path = {});

template<typename V>
void validateWithin(const V &, Errors &, const QString &)
{
}

template<Fielded V>
void validateWithin(const V &value, Errors &errors, const QString &path)
{
    validate(value, errors, path);
}

template<Fielded V>
void validateWithin(const QList<V> &list, Errors &errors, const QString &path)
{
    for (qsizetype i = 0; i < list.size(); ++i)
        validate(list.at(i), errors, QString(path + u'[' + QString::number(i) + u']'));
}

template<Fielded T>
void validate(const T &value, Errors &errors, const QString &path)
{
    T::fields(value, [&](const char *name, const auto &member, const auto &...rules) {
        const QString field = path.isEmpty() ? QString::fromLatin1(name) : path + u'.' + QLatin1StringView(name);
        const auto judgeBy = [&](const auto &rule) {
            if (const auto error = detail::judge(member, rule))
                errors.append(error->under(field));
        };
        (judgeBy(rules), ...);
        validateWithin(member, errors, field);
    });
    if constexpr (SelfChecking<T>) {
        Errors own;
        value.check(own);
        for (const Error &error : std::as_const(own))
            errors.append(error.under(path));
    }
}

}
