// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QLatin1StringView>
#include <QString>

#include <chrono>
#include <concepts>
#include <optional>
#include <utility>

namespace sekimori::policy {

/// A field that can be written and never read back, such as a password. Outside the platform only `isSet` and
/// `changedAt` are known; `sealed` (its digest) exists in the platform's store and memory alone.
struct Secret {
    bool isSet = false;
    QDateTime changedAt; ///< UTC; invalid while not set
    QByteArray sealed;
    std::optional<QString> entered; ///< a new value on its way to the platform; empty text clears it

    bool willBeSet() const { return entered ? !entered->isEmpty() : isSet; }
    bool operator==(const Secret &) const = default;
};

/// A field whose bytes travel through an endpoint of their own; the section holds only what identifies them.
struct Blob {
    QByteArray sha256; ///< lower-case hexadecimal; empty: none
    qint64 size = 0; ///< bytes
    QString mediaType;

    bool operator==(const Blob &) const = default;
};

/// A length of time in one of the units that JSON and forms know. Which one it is, the field's type says.
template<typename T>
concept Duration = std::same_as<T, std::chrono::seconds> || std::same_as<T, std::chrono::minutes>
    || std::same_as<T, std::chrono::hours> || std::same_as<T, std::chrono::days>;

/// The number that JSON carries for @p value; a duration counts its own unit.
constexpr qint64 numberOf(int value)
{
    return value;
}
constexpr qint64 numberOf(Duration auto value)
{
    return value.count();
}

/// Specialise for an enumeration to give its values their names in JSON: `names` is an array of pairs.
template<typename E>
struct EnumNames;

template<typename E>
concept NamedEnum = std::is_enum_v<E> && requires { EnumNames<E>::names; };

/// A struct that names its fields by `static void fields(auto &self, auto &&field)`.
template<typename T>
concept Fielded = requires(T &value) { T::fields(value, [](auto &&...) { }); };

/// An element of a list with a field that tells it from the others, so that a change of one is not taken for a removal
/// and an addition: `static constexpr QLatin1StringView identityField`.
template<typename T>
concept Identified = Fielded<T> && requires {
    { T::identityField } -> std::convertible_to<QLatin1StringView>;
};

template<NamedEnum E>
QLatin1StringView nameOf(E value)
{
    for (const auto &[candidate, name] : EnumNames<E>::names) {
        if (candidate == value)
            return name;
    }
    return {};
}

template<NamedEnum E>
std::optional<E> namedValue(QStringView text)
{
    for (const auto &[value, name] : EnumNames<E>::names) {
        if (name == text)
            return value;
    }
    return std::nullopt;
}

}
