// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crypto/opensslpointers.h"
#include "error/error.h"

#include <QByteArray>
#include <QByteArrayView>

namespace sekimori::crypto {

inline constexpr Message certificateMalformed{"crypto.certificateMalformed",
    QT_TRANSLATE_NOOP("Messages",
        "This is not a certificate in PEM form: %1. Expected is text that begins with "
        "“-----BEGIN CERTIFICATE-----”.")};
inline constexpr Message certificateDerMalformed{
    "crypto.certificateDerMalformed", QT_TRANSLATE_NOOP("Messages", "This is not a certificate: %1.")};
inline constexpr Message keyMalformed{"crypto.keyMalformed",
    QT_TRANSLATE_NOOP("Messages",
        "This is not an unencrypted private key in PEM form: %1. Expected is text that begins "
        "with “-----BEGIN PRIVATE KEY-----”.")};

/// The first certificate in @p pem.
Result<X509Pointer> certificateFromPem(QByteArrayView pem);

/// A certificate in DER, with nothing behind it.
Result<X509Pointer> certificateFromDer(QByteArrayView der);

/// The first private key in @p pem. An encrypted one is refused; nobody is asked for its password.
Result<KeyPointer> privateKeyFromPem(QByteArrayView pem);

/// Empty when OpenSSL refuses; takeOpensslErrors() then says why.
QByteArray toDer(const X509 &certificate);
QByteArray toPem(const X509 &certificate);
/// PKCS#8, not encrypted.
QByteArray toPem(const EVP_PKEY &privateKey);

}
