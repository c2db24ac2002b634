// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"
#include "policy/fieldtypes.h"
#include "policy/ipnetwork.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QSet>

#include <chrono>

/// JSON in and out for everything that names its fields, written once for all sections.
namespace sekimori::policy {

/// Who reads the JSON. It decides how a Secret is written and how strict reading is.
enum class JsonUse {
    Request, ///< console to platform: only a newly entered secret is in it; unknown and missing fields are errors
    Answer, ///< platform to console: a secret is `{"set": true, "changedAt": …}`; unknown fields are ignored
    Storage, ///< the platform's own store: a secret's digest is in it; missing fields keep their default
};

namespace messages {
extern const Message ExpectedBool;
extern const Message ExpectedNumber;
extern const Message ExpectedMinutes;
extern const Message ExpectedText;
extern const Message ExpectedTime;
extern const Message ExpectedSecret;
extern const Message ExpectedDigest;
extern const Message ExpectedList;
extern const Message ExpectedObject;
extern const Message UnknownField;
extern const Message MissingField;
extern const Message UnknownName;
extern const Message NotATime;
}

/// Where reading stands: collects every error with the path of its field instead of stopping at the first.
struct JsonReading {
    JsonUse use;
    Errors &errors;
    QString path = {};

    JsonReading below(const QString &field) const;
    JsonReading at(qsizetype index) const;
    void fail(const Message &message, QStringList arguments = {}) const;
    void fail(const Error &error) const;
};

QJsonValue toJson(bool value, JsonUse);
QJsonValue toJson(int value, JsonUse);
QJsonValue toJson(const QString &value, JsonUse);
QJsonValue toJson(std::chrono::minutes value, JsonUse);
QJsonValue toJson(const QDateTime &value, JsonUse); ///< RFC 3339, UTC, milliseconds; null when invalid
QJsonValue toJson(const IpNetwork &value, JsonUse);
QJsonValue toJson(const Secret &value, JsonUse use);
QJsonValue toJson(const Blob &value, JsonUse);

void fromJson(const QJsonValue &json, bool &value, const JsonReading &reading);
void fromJson(const QJsonValue &json, int &value, const JsonReading &reading);
void fromJson(const QJsonValue &json, QString &value, const JsonReading &reading);
void fromJson(const QJsonValue &json, std::chrono::minutes &value, const JsonReading &reading);
void fromJson(const QJsonValue &json, QDateTime &value, const JsonReading &reading);
void fromJson(const QJsonValue &json, IpNetwork &value, const JsonReading &reading);
void fromJson(const QJsonValue &json, Secret &value, const JsonReading &reading);
void fromJson(const QJsonValue &json, Blob &value, const JsonReading &reading);

namespace detail {
/// Reports what the object has and should not have, or lacks; false when it is no object at all.
bool checkShape(
    const QJsonValue &json, const QSet<QString> &known, const QSet<QString> &required, const JsonReading &reading);
QString joinedNames(const QStringList &names);
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
    reading.fail(messages::UnknownName, {json.toString().left(64), detail::joinedNames(names)});
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
    T read{};
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
    for (qsizetype i = 0; i < array.size(); ++i) {
        T item{};
        fromJson(array.at(i), item, reading.at(i));
        list.append(std::move(item));
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
    QSet<QString> known;
    QSet<QString> required;
    T::fields(value, [&]<typename M>(const char *name, M &, const auto &...) {
        known.insert(QLatin1StringView(name));
        if constexpr (!std::same_as<M, Secret>)
            required.insert(QLatin1StringView(name));
    });
    if (!detail::checkShape(json, known, required, reading))
        return;
    const QJsonObject object = json.toObject();
    T::fields(value, [&](const char *name, auto &member, const auto &...) {
        const QLatin1StringView key(name);
        if (object.contains(key))
            fromJson(object.value(key), member, reading.below(key));
    });
}

}
