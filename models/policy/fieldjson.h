// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "address/ipnetwork.h"
#include "policy/fieldtypes.h"
#include "policy/jsonreading.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QMap>

#include <utility>

/// JSON in and out for everything that names its fields, written once for all sections.
namespace sekimori::policy {

QJsonValue toJson(bool value, JsonUse);
QJsonValue toJson(int value, JsonUse);
QJsonValue toJson(const QString &value, JsonUse);
QJsonValue toJson(const QDateTime &value, JsonUse); ///< RFC 3339, UTC, milliseconds; null when invalid
QJsonValue toJson(const IpNetwork &value, JsonUse);
QJsonValue toJson(const Secret &value, JsonUse use);
QJsonValue toJson(const Blob &value, JsonUse);

void fromJson(const QJsonValue &json, bool &value, const JsonReading &reading);
void fromJson(const QJsonValue &json, int &value, const JsonReading &reading);
void fromJson(const QJsonValue &json, QString &value, const JsonReading &reading);
void fromJson(const QJsonValue &json, QDateTime &value, const JsonReading &reading);
void fromJson(const QJsonValue &json, IpNetwork &value, const JsonReading &reading);
void fromJson(const QJsonValue &json, Secret &value, const JsonReading &reading);
void fromJson(const QJsonValue &json, Blob &value, const JsonReading &reading);

namespace detail {
inline const Message &expected(std::chrono::seconds)
{
    return messages::ExpectedSeconds;
}
inline const Message &expected(std::chrono::minutes)
{
    return messages::ExpectedMinutes;
}
inline const Message &expected(std::chrono::hours)
{
    return messages::ExpectedHours;
}
inline const Message &expected(std::chrono::days)
{
    return messages::ExpectedDays;
}
}

template<Duration D>
QJsonValue toJson(D value, JsonUse)
{
    return numberOf(value);
}

template<Duration D>
void fromJson(const QJsonValue &json, D &value, const JsonReading &reading)
{
    if (const auto count = detail::readCount(json, detail::expected(D()), reading))
        value = D(*count);
}

template<NamedEnum E>
QJsonValue toJson(E value, JsonUse)
{
    return QString(nameOf(value));
}

template<NamedEnum E>
void fromJson(const QJsonValue &json, E &value, const JsonReading &reading)
{
    if (!json.isString())
        return reading.fail(messages::ExpectedText);
    if (const auto named = namedValue<E>(json.toString())) {
        value = *named;
        return;
    }
    QStringList names;
    for (const auto &[candidate, name] : EnumNames<E>::names)
        names << QString(name);
    detail::failUnknownName(json.toString(), names, reading);
}

template<Fielded T>
QJsonValue toJson(const T &value, JsonUse use);
template<Fielded T>
void fromJson(const QJsonValue &json, T &value, const JsonReading &reading);

template<typename T>
QJsonValue toJson(const std::optional<T> &value, JsonUse use)
{
    return value ? toJson(*value, use) : QJsonValue(QJsonValue::Null);
}

template<typename T>
void fromJson(const QJsonValue &json, std::optional<T> &value, const JsonReading &reading)
{
    if (json.isNull()) {
        value.reset();
        return;
    }
    T read = value.value_or(T{}); // What a struct's JSON lacks stays as it is.
    fromJson(json, read, reading);
    value = std::move(read);
}

template<typename T>
QJsonValue toJson(const QList<T> &list, JsonUse use)
{
    QJsonArray array;
    for (const T &item : list)
        array.append(toJson(item, use));
    return array;
}

template<typename T>
void fromJson(const QJsonValue &json, QList<T> &list, const JsonReading &reading)
{
    if (!json.isArray())
        return reading.fail(messages::ExpectedList);
    const QJsonArray array = json.toArray();
    list.clear();
    list.reserve(array.size());
    for (qsizetype i = 0; i < array.size() && !isFull(reading.errors); ++i) {
        T item{};
        fromJson(array.at(i), item, reading.at(i));
        list.append(std::move(item));
    }
}

/// A map from an enumeration is an object that need not have all names, such as a text per language.
template<NamedEnum K, typename T>
QJsonValue toJson(const QMap<K, T> &map, JsonUse use)
{
    QJsonObject object;
    for (auto it = map.begin(); it != map.end(); ++it)
        object.insert(nameOf(it.key()), toJson(it.value(), use));
    return object;
}

template<NamedEnum K, typename T>
void fromJson(const QJsonValue &json, QMap<K, T> &map, const JsonReading &reading)
{
    QList<detail::FieldName> names;
    for (const auto &[key, name] : EnumNames<K>::names)
        names.append({.name = name, .isRequired = false});
    if (!detail::checkShape(json, names, reading))
        return;
    const QJsonObject object = json.toObject();
    map.clear();
    for (const auto &[key, name] : EnumNames<K>::names) {
        if (object.contains(name))
            fromJson(object.value(name), map[key], reading.below(name));
    }
}

template<Fielded T>
QJsonObject fieldsToJson(const T &value, JsonUse use)
{
    QJsonObject object;
    T::fields(value, [&](const char *name, const auto &member, const auto &...) {
        const QJsonValue json = toJson(member, use);
        if (!json.isUndefined())
            object.insert(QLatin1StringView(name), json);
    });
    return object;
}

template<Fielded T>
QJsonValue toJson(const T &value, JsonUse use)
{
    return fieldsToJson(value, use);
}

/// Fields that the object lacks keep what @p value held before; so a secret that is absent stays as it is.
template<Fielded T>
void fromJson(const QJsonValue &json, T &value, const JsonReading &reading)
{
    QList<detail::FieldName> names;
    T::fields(value, [&]<typename M>(const char *name, M &, const auto &...) {
        names.append({.name = QLatin1StringView(name), .isRequired = !std::same_as<M, Secret>});
    });
    if (!detail::checkShape(json, names, reading))
        return;
    const QJsonObject object = json.toObject();
    T::fields(value, [&](const char *name, auto &member, const auto &...) {
        const QLatin1StringView key(name);
        if (object.contains(key))
            fromJson(object.value(key), member, reading.below(key));
    });
}

}
