// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/fieldjson.h"

#include <QList>

#include <algorithm>
#include <utility>

/// What differs between two states of a section: for the audit event, the history and the conflict view.
namespace sekimori::policy {

/// Rows of a list change that are kept in full; the rest is only counted.
inline constexpr qsizetype maxListedChanges = 100;

struct ListChange {
    QString identityField; ///< the field that the elements are told apart by
    QJsonArray added;
    QJsonArray removed;
    QJsonArray changedBefore; ///< same length and order as changedAfter
    QJsonArray changedAfter;
    qsizetype addedCount = 0; ///< all of them, listed or not
    qsizetype removedCount = 0;
    qsizetype changedCount = 0;

    bool isEmpty() const { return addedCount + removedCount + changedCount == 0; }
    bool operator==(const ListChange &) const = default;
};

struct FieldChange {
    enum class Kind { Value, Secret, List };

    QString field; ///< path within the section
    Kind kind = Kind::Value;
    QJsonValue before; ///< of a value
    QJsonValue after;
    ListChange list; ///< of a list

    bool operator==(const FieldChange &) const = default;
};

using FieldChanges = QList<FieldChange>;

/// For the history: an array with an object for each field; a secret says only that it changed.
QJsonArray toJson(const FieldChanges &changes);
FieldChanges fieldChangesFromJson(const QJsonArray &json);

/// One line for the audit event, `mode: allowAll -> denyAll; entries: +10.0.0.0/8 (office)`; never holds a secret.
QString describe(const FieldChanges &changes);

namespace detail {
ListChange compareLists(const QString &identityField, const QJsonArray &before, const QJsonArray &after);
void compareValues(const QString &field, const QJsonValue &before, const QJsonValue &after, FieldChanges &changes);

void compare(const QString &field, const Secret &before, const Secret &after, FieldChanges &changes);
template<Identified V>
void compare(const QString &field, const QList<V> &before, const QList<V> &after, FieldChanges &changes);
template<Fielded V>
void compare(const QString &path, const V &before, const V &after, FieldChanges &changes);
template<Fielded V>
void compare(const QString &path, const std::optional<V> &before, const std::optional<V> &after, FieldChanges &changes);

template<typename V>
void compare(const QString &field, const V &before, const V &after, FieldChanges &changes)
{
    compareValues(field, toJson(before, JsonUse::Answer), toJson(after, JsonUse::Answer), changes);
}

template<Fielded V>
void compare(const QString &path, const V &before, const V &after, FieldChanges &changes)
{
    V::fields(after, [&](const char *name, const auto &newValue, const auto &...) {
        V::fields(before, [&](const char *oldName, const auto &oldValue, const auto &...) {
            if constexpr (std::same_as<decltype(oldValue), decltype(newValue)>) {
                const QLatin1StringView field(name);
                if (field == QLatin1StringView(oldName))
                    compare(path.isEmpty() ? QString(field) : path + u'.' + field, oldValue, newValue, changes);
            }
        });
    });
}

template<Fielded V>
void compare(const QString &path, const std::optional<V> &before, const std::optional<V> &after, FieldChanges &changes)
{
    if (before && after)
        compare(path, *before, *after, changes);
    else
        compareValues(path, toJson(before, JsonUse::Answer), toJson(after, JsonUse::Answer), changes);
}

/// How many elements both lists begin and end with, so that one change among ten thousand is quickly found.
template<typename V>
std::pair<qsizetype, qsizetype> sameEnds(const QList<V> &before, const QList<V> &after)
{
    const qsizetype shorter = std::min(before.size(), after.size());
    qsizetype ahead = 0;
    while (ahead < shorter && before[ahead] == after[ahead])
        ++ahead;
    qsizetype behind = 0;
    while (behind < shorter - ahead && before[before.size() - 1 - behind] == after[after.size() - 1 - behind])
        ++behind;
    return {ahead, behind};
}

template<Identified V>
void compare(const QString &field, const QList<V> &before, const QList<V> &after, FieldChanges &changes)
{
    const auto [ahead, behind] = sameEnds(before, after);
    const auto differing = [&](const QList<V> &list) {
        return toJson(list.sliced(ahead, list.size() - ahead - behind), JsonUse::Answer).toArray();
    };
    const ListChange change = compareLists(V::identityField, differing(before), differing(after));
    if (!change.isEmpty())
        changes.append({.field = field, .kind = FieldChange::Kind::List, .before = {}, .after = {}, .list = change});
}

}

/// The fields of @p after that differ from @p before, in the order in which the struct names them; a struct within a
/// struct is compared field by field.
template<Fielded T>
FieldChanges changesBetween(const T &before, const T &after)
{
    FieldChanges changes;
    detail::compare({}, before, after, changes);
    return changes;
}

}
