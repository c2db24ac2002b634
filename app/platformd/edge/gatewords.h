// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"
#include "policy/accessdecision.h"

/// What the edge's pages say beside the errors, and the sentence for each way in and each thing that is wrong with a
/// certificate.
namespace sekimori::platformd {

inline constexpr Message NobodyHereTitle{"page.nobodyHere", QT_TRANSLATE_NOOP("Messages", "Nobody here by this name")};
inline constexpr Message SignInNeededTitle{
    "page.basic", QT_TRANSLATE_NOOP("Messages", "User name and password, please")};
inline constexpr Message NotLetInTitle{"page.notLetIn", QT_TRANSLATE_NOOP("Messages", "Not from here")};
inline constexpr Message CertificateNeededTitle{
    "page.certificate", QT_TRANSLATE_NOOP("Messages", "A client certificate is needed")};
inline constexpr Message SlowDownTitle{"page.slowDown", QT_TRANSLATE_NOOP("Messages", "Wait a moment")};
inline constexpr Message NotFoundTitle{"page.notFound", QT_TRANSLATE_NOOP("Messages", "Nothing here")};
inline constexpr Message NothingAtAddress{"page.nothingAt",
    QT_TRANSLATE_NOOP("Messages", "There is nothing at “%1”. Check the address, or begin at the home page.")};
inline constexpr Message ToHomePage{"page.toHome", QT_TRANSLATE_NOOP("Messages", "To the home page")};
inline constexpr Message NotThisWayTitle{"page.notThisWay", QT_TRANSLATE_NOOP("Messages", "Not in this way")};

/// A page's title; it blames nobody, so its kind does not matter.
inline Error titled(const Message &title)
{
    return Error{ErrorKind::Internal, title};
}

/// What is wrong with the client certificate, told by the condition that was not met.
const Message &certificateReason(policy::Condition unmet);

/// Why a request was let in; %1 is its address.
const Message &passageReason(policy::Condition met);

}
