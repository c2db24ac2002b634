// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"

#include <QByteArray>

namespace sekimori::crypto {

/// A private key (PKCS#8, not encrypted) and its certificate, both PEM.
struct KeyAndCertificate {
    QByteArray keyPem;
    QByteArray certificatePem;

    bool operator==(const KeyAndCertificate &) const = default;
};

inline constexpr Message commonNameRefused{"crypto.commonName",
    QT_TRANSLATE_NOOP("Messages", "An authority cannot be called “%1”. Give it a name of 1 to 64 characters.")};
inline constexpr Message validityRefused{"crypto.validity",
    QT_TRANSLATE_NOOP("Messages",
        "A certificate cannot hold from %1 until %2. Its end has to come after its start, and "
        "both have to lie between the years 1950 and 9999.")};
inline constexpr Message authorityRefused{"crypto.authority",
    QT_TRANSLATE_NOOP("Messages", "“%1” is not a certificate authority. Use the certificate that was made for one.")};
inline constexpr Message outlivesAuthority{"crypto.outlivesAuthority",
    QT_TRANSLATE_NOOP("Messages",
        "The certificate would hold from %1 until %2, but its authority “%3” holds from %4 until "
        "%5. Choose dates within, or renew the authority.")};
inline constexpr Message keyDiffers{"crypto.keyDiffers",
    QT_TRANSLATE_NOOP("Messages",
        "The private key does not belong to the certificate “%1”. Use the key that was made "
        "with it.")};
inline constexpr Message certificateNotMade{
    "crypto.certificateNotMade", QT_TRANSLATE_NOOP("Messages", "The certificate could not be made: %1.")};

}
