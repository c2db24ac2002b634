// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/commandline.h"

namespace sekimori::platformd {

inline constexpr Message PasswordFileUnreadable{
    "password.fileUnreadable", QT_TRANSLATE_NOOP("Messages", "The password file “%1” cannot be read: %2.")};
inline constexpr Message PasswordNoTerminal{"password.noTerminal",
    QT_TRANSLATE_NOOP("Messages",
        "There is no terminal to ask for the password on. Give --password-file or "
        "--generate-password.")};
inline constexpr Message PasswordsDiffer{
    "password.differ", QT_TRANSLATE_NOOP("Messages", "The two passwords are not the same. Nothing was made.")};

/// The password for @p whose: from the source's file, made up, or typed twice on the terminal.
Result<QString> enteredPassword(const PasswordSource &source, const QString &whose);

/// One line from the terminal, which does not show it.
Result<QString> askOnTerminal(const QString &question);

}
