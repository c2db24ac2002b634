// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/fieldjson.h"
#include "policy/fieldrules.h"

/// The JSON Schema (2020-12) of a section as a client sends it, made of the same declaration as everything else.
namespace sekimori::policy {

namespace detail {
QJsonObject withLimits(QJsonObject schema, const FieldLimits &limits);
QJsonObject nullable(QJsonObject schema);
QJsonObject durationSchema(QLatin1StringView unit);
QJsonObject mapSchema(const QJsonArray &names, const QJsonObject &ofValue);

inline QJsonObject typeSchema(const bool &)
{
    return {{QStringLiteral("type"), QStringLiteral("boolean")}};
}
inline QJsonObject typeSchema(const int &)
{
    return {{QStringLiteral("type"), QStringLiteral("integer")}};
}
inline QJsonObject typeSchema(const QString &)
{
    return {{QStringLiteral("type"), QStringLiteral("string")}};
}
inline QJsonObject typeSchema(const std::chrono::seconds &)
{
    return durationSchema(QLatin1StringView("seconds"));
}
inline QJsonObject typeSchema(const std::chrono::minutes &)
{
    return durationSchema(QLatin1StringView("minutes"));
}
inline QJsonObject typeSchema(const std::chrono::hours &)
{
    return durationSchema(QLatin1StringView("hours"));
}
inline QJsonObject typeSchema(const std::chrono::days &)
{
    return durationSchema(QLatin1StringView("days"));
}
inline QJsonObject typeSchema(const IpNetwork &)
{
    return typeSchema(QString());
}
QJsonObject typeSchema(const QDateTime &);
QJsonObject typeSchema(const Secret &);
QJsonObject typeSchema(const Blob &);

template<NamedEnum E>
QJsonArray namesOf()
{
    QJsonArray names;
    for (const auto &[value, name] : EnumNames<E>::names)
        names.append(QString(name));
    return names;
}

template<NamedEnum E>
QJsonObject typeSchema(const E &)
{
    return {{QStringLiteral("type"), QStringLiteral("string")}, {QStringLiteral("enum"), namesOf<E>()}};
}

template<Fielded T>
QJsonObject typeSchema(const T &value);
template<typename T>
QJsonObject typeSchema(const QList<T> &);
template<NamedEnum K, typename T>
QJsonObject typeSchema(const QMap<K, T> &);

template<typename T>
QJsonObject typeSchema(const std::optional<T> &)
{
    return nullable(typeSchema(T{}));
}

template<typename T>
QJsonObject typeSchema(const QList<T> &)
{
    return {{QStringLiteral("type"), QStringLiteral("array")}, {QStringLiteral("items"), typeSchema(T{})}};
}

template<NamedEnum K, typename T>
QJsonObject typeSchema(const QMap<K, T> &)
{
    return mapSchema(namesOf<K>(), typeSchema(T{}));
}

template<Fielded T>
QJsonObject typeSchema(const T &value)
{
    QJsonObject properties;
    QJsonArray required;
    T::fields(value, [&]<typename M>(const char *name, const M &member, const auto &...rules) {
        FieldLimits limits;
        (rules.tell(limits), ...);
        properties.insert(QLatin1StringView(name), withLimits(typeSchema(member), limits));
        if constexpr (!std::same_as<M, Secret>)
            required.append(QLatin1StringView(name));
    });
    return {{QStringLiteral("type"), QStringLiteral("object")}, {QStringLiteral("properties"), properties},
        {QStringLiteral("required"), required}, {QStringLiteral("additionalProperties"), false}};
}
}

template<Fielded T>
QJsonObject schemaOf()
{
    return detail::typeSchema(T{});
}

}
