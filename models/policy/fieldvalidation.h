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

/// Adds what is wrong with @p value to @p errors, its fields below @p path.
template<Fielded T>
void validate(const T &value, Errors &errors, const QString &path = {});

namespace detail {

QString placeOf(qsizetype index); ///< `[3]`

/// Adds @p found to @p errors, placed below @p parent. Paths are made on the way up, so that what is well costs none.
void addBelow(const QString &parent, const Errors &found, Errors &errors);

/// Runs @p look over the elements of a list or the values of a map, and places what it finds.
template<typename V>
void lookAtEach(const QList<V> &list, Errors &errors, auto &&look)
{
    for (qsizetype i = 0; i < list.size() && !isFull(errors); ++i) {
        Errors found;
        look(list.at(i), found);
        if (!found.isEmpty())
            addBelow(placeOf(i), found, errors);
    }
}

template<NamedEnum K, typename V>
void lookAtEach(const QMap<K, V> &map, Errors &errors, auto &&look)
{
    for (auto it = map.begin(); it != map.end(); ++it) {
        Errors found;
        look(it.value(), found);
        if (!found.isEmpty())
            addBelow(nameOf(it.key()), found, errors);
    }
}

template<typename V>
void lookAtEach(const std::optional<V> &value, Errors &errors, auto &&look)
{
    if (value)
        look(*value, errors);
}

template<typename V, typename Rule>
void judge(const V &value, const Rule &rule, Errors &errors)
{
    if (const auto error = rule.check(value))
        addError(errors, *error);
}

template<typename V, typename Rule>
void judge(const std::optional<V> &value, const Rule &rule, Errors &errors)
{
    if (value)
        judge(*value, rule, errors);
}

/// What is stored was judged when it was entered, and an empty entry means "clear it".
template<typename Rule>
void judge(const Secret &value, const Rule &rule, Errors &errors)
{
    if (value.entered && !value.entered->isEmpty())
        judge(*value.entered, rule, errors);
}

template<typename V, typename... Rules>
void judge(const V &value, const Each<Rules...> &each, Errors &errors)
{
    lookAtEach(value, errors, [&](const auto &element, Errors &found) {
        std::apply([&](const auto &...rule) { (judge(element, rule, found), ...); }, each.rules);
    });
}

template<typename V, typename... Rules>
void judge(const std::optional<V> &value, const Each<Rules...> &each, Errors &errors)
{
    if (value)
        judge(*value, each, errors);
}

/// A value with others inside, which lookAtEach() reaches.
template<typename V>
concept Holding
    = requires(const V &value, Errors &errors) { lookAtEach(value, errors, [](const auto &, Errors &) { }); };

/// What stands inside a field's value: the fields of a struct, wherever it is.
template<typename V>
void validateWithin(const V &value, Errors &errors)
{
    if constexpr (Fielded<V>)
        validate(value, errors);
    else if constexpr (Holding<V>)
        lookAtEach(value, errors, [](const auto &element, Errors &found) { validateWithin(element, found); });
}

}

template<Fielded T>
void validate(const T &value, Errors &errors, const QString &path)
{
    Errors own;
    T::fields(value, [&](const char *name, const auto &member, const auto &...rules) {
        Errors found;
        (detail::judge(member, rules, found), ...);
        detail::validateWithin(member, found);
        if (!found.isEmpty())
            detail::addBelow(QLatin1StringView(name), found, own);
    });
    if constexpr (SelfChecking<T>)
        value.check(own);
    detail::addBelow(path, own, errors);
}

}
