// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"

#include <optional>

namespace sekimori::platformd {

inline constexpr Message PasswordLength{"password.length",
    QT_TRANSLATE_NOOP("Messages", "An administrator's password has %1 to %2 characters; this one has %3.")};
inline constexpr Message PasswordTooSimple{
    "password.tooSimple", QT_TRANSLATE_NOOP("Messages", "A password needs letters and numbers. Choose another.")};
inline constexpr Message PasswordIsLoginName{
    "password.isLoginName", QT_TRANSLATE_NOOP("Messages", "A password must not be the login name. Choose another.")};

/// What is wrong with the first password of an administrator; nothing when it will do.
std::optional<Error> problemOfAdministratorPassword(const QString &password, const QString &loginName);

}
