// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"

/// What the pages say to those who sign in, are signed in, or sign out.
namespace sekimori::platformd {

inline constexpr Message SignInTitle{"page.signIn", QT_TRANSLATE_NOOP("Messages", "Sign in to %1")};
inline constexpr Message SignInWord{"page.signInWord", QT_TRANSLATE_NOOP("Messages", "Sign in")};
inline constexpr Message LoginNameLabel{"page.loginName", QT_TRANSLATE_NOOP("Messages", "Login name")};
inline constexpr Message PasswordLabel{"page.password", QT_TRANSLATE_NOOP("Messages", "Password")};
inline constexpr Message StayForDay{"page.stayForDay", QT_TRANSLATE_NOOP("Messages", "Stay signed in here for a day")};
inline constexpr Message StayForWeek{
    "page.stayForWeek", QT_TRANSLATE_NOOP("Messages", "Stay signed in here for a week")};
inline constexpr Message StayForMonth{
    "page.stayForMonth", QT_TRANSLATE_NOOP("Messages", "Stay signed in here for a month")};
inline constexpr Message SignedOut{"page.signedOut", QT_TRANSLATE_NOOP("Messages", "You are signed out.")};
inline constexpr Message SignInIncomplete{
    "form.incomplete", QT_TRANSLATE_NOOP("Messages", "Type your login name and your password.")};
inline constexpr Message FormNotOurs{"form.notOurs",
    QT_TRANSLATE_NOOP(
        "Messages", "This page was open too long, or the form came from elsewhere. Nothing was done; try again.")};

inline constexpr Message HomeTitle{"page.home", QT_TRANSLATE_NOOP("Messages", "Home – %1")};
inline constexpr Message HomeGreeting{"page.greeting", QT_TRANSLATE_NOOP("Messages", "Welcome, %1")};
inline constexpr Message HomeServices{"page.services", QT_TRANSLATE_NOOP("Messages", "Services")};
inline constexpr Message HomeNoServices{"page.noServices",
    QT_TRANSLATE_NOOP("Messages",
        "Nothing is listed here yet. What this site's administrators add with the Sekimori console appears here.")};
inline constexpr Message HomeSignedInAs{"page.signedInAs", QT_TRANSLATE_NOOP("Messages", "Signed in as %1")};

inline constexpr Message SignOutTitle{"page.signOut", QT_TRANSLATE_NOOP("Messages", "Sign out of %1?")};
inline constexpr Message SignOutWord{"page.signOutWord", QT_TRANSLATE_NOOP("Messages", "Sign out")};
inline constexpr Message SignOutEverywhere{
    "page.signOutEverywhere", QT_TRANSLATE_NOOP("Messages", "Sign out everywhere")};
inline constexpr Message SignOutMeaning{"page.signOutMeaning",
    QT_TRANSLATE_NOOP("Messages",
        "You are signed in as %1. Signing out ends your session in this browser, also for what else stands behind "
        "this address.")};
inline constexpr Message StaySignedIn{"page.staySignedIn", QT_TRANSLATE_NOOP("Messages", "Stay signed in")};

inline constexpr Message SignInFirstTitle{"page.signInFirst", QT_TRANSLATE_NOOP("Messages", "Sign in first")};
inline constexpr Message SignInFirst{"session.signInFirst",
    QT_TRANSLATE_NOOP("Messages", "What is at this address is shown to those who are signed in.")};

/// Plain words on a page, which blame nobody: so their kind does not matter.
inline Error words(const Message &message, const QStringList &arguments = {})
{
    return Error{ErrorKind::Internal, message, arguments};
}

}
