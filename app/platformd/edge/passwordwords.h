// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"

/// What the pages say about passwords and their change.
namespace sekimori::platformd {

inline constexpr Message PasswordTitle{"page.changePassword", QT_TRANSLATE_NOOP("Messages", "Change your password")};
inline constexpr Message PasswordExpired{"page.passwordExpired",
    QT_TRANSLATE_NOOP("Messages", "Your password has expired. Choose another one, and you are signed in.")};
inline constexpr Message PasswordWasSet{"page.passwordWasSet",
    QT_TRANSLATE_NOOP(
        "Messages", "Before you go on, choose a password that nobody but you knows. Then you are signed in.")};
inline constexpr Message PasswordEndsOthers{"page.passwordEndsOthers",
    QT_TRANSLATE_NOOP("Messages",
        "You stay signed in here. Everywhere else you are signed out, and sign in again with the new password.")};
inline constexpr Message PresentPasswordLabel{
    "page.presentPassword", QT_TRANSLATE_NOOP("Messages", "Present password")};
inline constexpr Message NewPasswordLabel{"page.newPassword", QT_TRANSLATE_NOOP("Messages", "New password")};
inline constexpr Message RepeatPasswordLabel{
    "page.repeatPassword", QT_TRANSLATE_NOOP("Messages", "New password, once more")};
inline constexpr Message PasswordChangeWord{
    "page.changePasswordWord", QT_TRANSLATE_NOOP("Messages", "Change password")};
inline constexpr Message PasswordKeepWord{
    "page.keepPassword", QT_TRANSLATE_NOOP("Messages", "Back, without changing it")};
inline constexpr Message PasswordIncomplete{
    "form.passwordIncomplete", QT_TRANSLATE_NOOP("Messages", "Type your present password, and the new one twice.")};
inline constexpr Message PasswordNotRepeated{"password.notRepeated",
    QT_TRANSLATE_NOOP("Messages", "The new password and its repetition differ. Type both again.")};

inline constexpr Message PasswordRules{"page.passwordRules", QT_TRANSLATE_NOOP("Messages", "The new password needs:")};
inline constexpr Message RuleLength{"page.ruleLength", QT_TRANSLATE_NOOP("Messages", "at least %1 characters")};
inline constexpr Message RuleLettersNumbers{
    "page.ruleLettersNumbers", QT_TRANSLATE_NOOP("Messages", "letters and numbers")};
inline constexpr Message RuleLettersNumbersSymbols{
    "page.ruleLettersNumbersSymbols", QT_TRANSLATE_NOOP("Messages", "letters, numbers and symbols such as “-” or “!”")};
inline constexpr Message RuleNotLoginName{
    "page.ruleNotLoginName", QT_TRANSLATE_NOOP("Messages", "to be another word than your login name")};
inline constexpr Message RuleNotPresent{
    "page.ruleNotPresent", QT_TRANSLATE_NOOP("Messages", "to differ from the present one")};
inline constexpr Message RuleNotLast{
    "page.ruleNotLast", QT_TRANSLATE_NOOP("Messages", "to differ from your last %1 passwords")};

inline constexpr Message PasswordChanged{
    "page.passwordChanged", QT_TRANSLATE_NOOP("Messages", "Your password was changed.")};
inline constexpr Message PasswordEndsSoon{
    "page.passwordEndsSoon", QT_TRANSLATE_NOOP("Messages", "Your password expires in %1 days.")};
inline constexpr Message PasswordEndsToday{
    "page.passwordEndsToday", QT_TRANSLATE_NOOP("Messages", "Your password expires within a day.")};

}
