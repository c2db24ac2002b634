// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"

#include <QByteArray>
#include <QByteArrayView>

namespace sekimori::crypto {

/// What one Argon2id computation costs. The default is what OWASP asks of a service that checks many passwords at
/// once; RFC 9106's second option, 64 MiB in four lanes, suits a machine that checks one.
struct Argon2Parameters {
    quint32 memoryKib = 19 * 1024;
    quint32 passes = 2;
    quint32 lanes = 1;

    bool operator==(const Argon2Parameters &) const = default;
};

/// The byte strings that go into Argon2id, named as in RFC 9106, section 3.1.
struct Argon2Input {
    QByteArrayView password;
    QByteArrayView salt;
    QByteArrayView secret = {};
    QByteArrayView associatedData = {};
};

/// A stored hash may not make the service work harder than this: parameters beyond are refused, never tried.
inline constexpr Argon2Parameters mostArgon2Work{.memoryKib = 256 * 1024, .passes = 16, .lanes = 16};

inline constexpr Message argon2ParametersRefused{"crypto.argon2Parameters",
    QT_TRANSLATE_NOOP("Messages",
        "Argon2 with m=%1 KiB, t=%2, p=%3 is refused. At most m=%4, t=%5, p=%6 are computed, each at least 1 and m at "
        "least eight times p.")};
inline constexpr Message argon2Failed{"crypto.argon2Failed",
    QT_TRANSLATE_NOOP("Messages", "Argon2 could not be computed: %1. Check that memory is not exhausted.")};

/// RFC 9106 Argon2id, version 0x13, of @p length bytes. One thread does all lanes.
Result<QByteArray> argon2id(const Argon2Input &input, const Argon2Parameters &parameters, qsizetype length);

}
