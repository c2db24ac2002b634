// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtTypes>

#include <array>

namespace sekimori::audit {

/// What an event consists of and a filter can name, in the order in which files are written.
enum class Field : quint8 { Time, Source, User, Service, Module, Action, Result, Level, Complement };

inline constexpr std::array allFields{Field::Time, Field::Source, Field::User, Field::Service, Field::Module,
    Field::Action, Field::Result, Field::Level, Field::Complement};

/// Those in which a bare word is looked for: all but the time. Level and result count by the names that
/// audit::nameOf() gives them; one that nobody knows, as it is written.
inline constexpr std::array textFields{Field::Source, Field::User, Field::Service, Field::Module, Field::Action,
    Field::Result, Field::Level, Field::Complement};

}
