// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/field.h"

#include <QString>

#include <optional>
#include <variant>

namespace sekimori::audit::filter {

/// The languages that a filter's own words exist in. Reading takes all of them at once.
enum class Language : quint8 { English, Japanese, Chinese };

/// `since` and `until`, which stand where a field stands.
enum class Bound : quint8 { Since, Until };
enum class Joint : quint8 { And, Or, Not };

using Name = std::variant<Field, Bound>;

QString nameOf(const Name &name, Language language = Language::English);
/// In any language and case; none: nothing is called so.
std::optional<Name> nameFromText(QStringView text);

QString nameOf(Joint joint, Language language = Language::English);
std::optional<Joint> jointFromText(QStringView text);

}
