// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/settings.h"

#include <QHash>
#include <QSet>

/// What one administrator changed, done once more on top of what another saved in the meantime.
namespace sekimori::policy {

namespace detail {
template<Identified V>
QString identityOf(const V &element)
{
    QString identity;
    V::fields(element, [&](const char *name, const auto &value, const auto &...) {
        if (QLatin1StringView(name) == V::identityField)
            identity = toJson(value, JsonUse::Answer).toVariant().toString();
    });
    return identity;
}

template<Identified V>
QHash<QString, QList<V>> byIdentity(const QList<V> &list)
{
    QHash<QString, QList<V>> groups;
    for (const V &element : list)
        groups[identityOf(element)].append(element);
    return groups;
}

template<typename V>
void carryOver(const V &base, const V &mine, V &theirs)
{
    if (mine != base)
        theirs = mine;
}

inline void carryOver(const Secret &, const Secret &mine, Secret &theirs)
{
    theirs.entered = mine.entered;
}

template<Identified V>
void carryOver(const QList<V> &base, const QList<V> &mine, QList<V> &theirs)
{
    if (theirs == base) {
        theirs = mine;
        return;
    }
    const auto baseGroups = byIdentity(base);
    const auto mineGroups = byIdentity(mine);
    const auto isUntouched
        = [&](const QString &identity) { return baseGroups.value(identity) == mineGroups.value(identity); };
    QList<V> result;
    QSet<QString> placed;
    const auto place = [&](const QString &identity) {
        if (placed.contains(identity))
            return;
        placed.insert(identity);
        result += mineGroups.value(identity);
    };
    for (const V &element : std::as_const(theirs)) {
        const QString identity = identityOf(element);
        if (isUntouched(identity))
            result.append(element);
        else
            place(identity);
    }
    for (const V &element : mine) {
        const QString identity = identityOf(element);
        if (!isUntouched(identity))
            place(identity);
    }
    theirs = std::move(result);
}

template<Fielded V>
void carryOver(const V &base, const V &mine, V &theirs)
{
    V::fields(theirs, [&]<typename F>(const char *name, F &value, const auto &...) {
        const auto ifSame = [name](const char *otherName, const auto &other, const F *&found) {
            if constexpr (std::same_as<decltype(other), const F &>) {
                if (QLatin1StringView(name) == QLatin1StringView(otherName))
                    found = &other;
            }
        };
        const F *old = nullptr;
        const F *own = nullptr;
        V::fields(
            base, [&](const char *otherName, const auto &other, const auto &...) { ifSame(otherName, other, old); });
        V::fields(
            mine, [&](const char *otherName, const auto &other, const auto &...) { ifSame(otherName, other, own); });
        carryOver(*old, *own, value);
    });
}
}

/// @p theirs with what differs between @p base and @p mine: field by field, and in lists element by element. Where both
/// changed the same one, mine holds.
template<Fielded T>
T rebased(const T &base, const T &mine, T theirs)
{
    detail::carryOver(base, mine, theirs);
    return theirs;
}

/// Rebases the section @p key, and leaves all others of @p theirs as they are.
void rebaseSection(const Settings &base, const Settings &mine, Settings &theirs, QAnyStringView key);

}
