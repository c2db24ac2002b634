// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"

/// What people are told about their own certificates, on the page and in the file that goes with each.
namespace sekimori::platformd {

inline constexpr Message CertificateTitle{"page.certificate", QT_TRANSLATE_NOOP("Messages", "Your client certificate")};
inline constexpr Message CertificateNone{"page.certificateNone",
    QT_TRANSLATE_NOOP("Messages", "You have no client certificate. Ask your administrator if you need one.")};
inline constexpr Message CertificateWaiting{"page.certificateWaiting",
    QT_TRANSLATE_NOOP(
        "Messages", "A new client certificate waits for you until %1. It holds until %2. It can be downloaded once.")};
inline constexpr Message CertificateFetched{"page.certificateFetched",
    QT_TRANSLATE_NOOP("Messages",
        "Your client certificate holds until %1. Its file was downloaded on %2; ask your administrator for a new one "
        "if it is lost.")};
inline constexpr Message CertificateNotWaiting{"page.certificateNotWaiting",
    QT_TRANSLATE_NOOP("Messages",
        "Your client certificate holds until %1. Its file is not kept any more; ask your administrator for a new one "
        "if you do not have it.")};
inline constexpr Message CertificateOver{"page.certificateOver",
    QT_TRANSLATE_NOOP("Messages", "Your client certificate has ended on %1. Ask your administrator for a new one.")};
inline constexpr Message CertificateWithdrawn{"page.certificateWithdrawn",
    QT_TRANSLATE_NOOP(
        "Messages", "Your client certificate was revoked on %1. Ask your administrator if you need a new one.")};
inline constexpr Message CertificateDownload{
    "page.certificateDownload", QT_TRANSLATE_NOOP("Messages", "Download (ZIP)")};
inline constexpr Message CertificateContent{"page.certificateContent",
    QT_TRANSLATE_NOOP("Messages",
        "The archive holds the certificate, the password that opens it, and how to install it. Install it on this "
        "device, then delete the archive.")};
inline constexpr Message CertificateSelfServiceOff{"page.certificateSelfServiceOff",
    QT_TRANSLATE_NOOP("Messages",
        "Certificates are handed out by the administrators of this site, not here. Ask one of them for yours.")};
inline constexpr Message CertificateHome{
    "page.certificateHome", QT_TRANSLATE_NOOP("Messages", "Download your client certificate")};
inline constexpr Message BackHome{"page.backHome", QT_TRANSLATE_NOOP("Messages", "Home")};

inline constexpr Message InstallTitle{
    "install.title", QT_TRANSLATE_NOOP("Messages", "Client certificate of %1 for %2")};
inline constexpr Message InstallUse{"install.use",
    QT_TRANSLATE_NOOP(
        "Messages", "With it you come in at %1. It holds until %2; ask your administrator for the next one before.")};
inline constexpr Message InstallPassword{"install.password",
    QT_TRANSLATE_NOOP("Messages",
        "Installing certificate.p12 asks for a password: it is in password.txt. Delete both files when you are done, "
        "and never send them on together.")};
inline constexpr Message InstallWindows{"install.windows",
    QT_TRANSLATE_NOOP("Messages",
        "Windows (Edge, Chrome): open certificate.p12, leave “Current User” as it is, type the password, and let "
        "Windows choose the certificate store.")};
inline constexpr Message InstallMac{"install.mac",
    QT_TRANSLATE_NOOP("Messages",
        "macOS (Safari, Chrome): open certificate.p12, add it to the keychain “login”, and type the password.")};
inline constexpr Message InstallIos{"install.ios",
    QT_TRANSLATE_NOOP("Messages",
        "iPhone, iPad: bring certificate.p12 into the app Files, tap it, then go on in Settings under “Profile "
        "Downloaded”.")};
inline constexpr Message InstallAndroid{"install.android",
    QT_TRANSLATE_NOOP("Messages",
        "Android: in Settings search for “Install a certificate”, choose “VPN & app user certificate”, and pick "
        "certificate.p12.")};
inline constexpr Message InstallFirefox{"install.firefox",
    QT_TRANSLATE_NOOP("Messages",
        "Firefox, on every system: Settings, “Privacy & Security”, “View Certificates”, “Your Certificates”, "
        "“Import”.")};
inline constexpr Message InstallLinux{"install.linux",
    QT_TRANSLATE_NOOP("Messages",
        "Linux (Chrome, Chromium): Settings, “Privacy and security”, “Security”, “Manage certificates”, “Import”.")};
inline constexpr Message InstallOldDevice{"install.oldDevice",
    QT_TRANSLATE_NOOP("Messages",
        "Does a device call the password wrong though it is right? Then it is too old for this kind of file: ask your "
        "administrator for one in the profile “compatible”.")};

}
