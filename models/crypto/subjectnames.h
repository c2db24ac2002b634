// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crypto/opensslpointers.h"
#include "error/error.h"

#include <QString>
#include <QStringList>

namespace sekimori::crypto {

inline constexpr Message hostNamesMissing{"crypto.hostNamesMissing",
    QT_TRANSLATE_NOOP("Messages", "A server's certificate needs a host name or an IP address. Name at least one.")};
inline constexpr Message hostNameRefused{"crypto.hostName",
    QT_TRANSLATE_NOOP("Messages",
        "“%1” is not a host name. Write labels of 1 to 63 letters, digits and inner hyphens, "
        "parted by dots, 253 characters in all at most; the last label may not be a number.")};
inline constexpr Message wildcardRefused{"crypto.wildcard",
    QT_TRANSLATE_NOOP("Messages",
        "No client would accept “%1”. A wildcard is the whole first label and stands before at "
        "least two more, as in “*.example.org”.")};
inline constexpr Message ipAddressRefused{"crypto.ipAddress",
    QT_TRANSLATE_NOOP("Messages",
        "“%1” is not an IP address. Write it as 192.0.2.1 or 2001:db8::1, with no prefix, port "
        "or zone.")};

inline constexpr Message subjectNamesFailed{
    "crypto.subjectNames", QT_TRANSLATE_NOOP("Messages", "The certificate's host names could not be written: %1.")};

/// The value of a subjectAltName extension. An error's field is `dnsNames[i]` or `ipAddresses[i]`.
Result<GeneralNamesPointer> subjectNames(const QStringList &dnsNames, const QStringList &ipAddresses);

/// The host names and IP addresses that @p certificate is for; names of other kinds are left out.
QStringList subjectNamesOf(const X509 &certificate);

}
