// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crypto/certificatesummary.h"
#include "crypto/keyandcertificate.h"

#include <QStringList>

namespace sekimori::crypto {

/// How the file around a key is encrypted. The key in it is the same.
enum class Pkcs12Profile {
    Modern, ///< AES-256 by PBKDF2 with HMAC-SHA-256, MAC with SHA-256
    Compatible, ///< 3DES and SHA-1, for what knows nothing else: Android to 12, macOS to 12, Windows Server 2016
};

inline constexpr Message pkcs12NotMade{
    "crypto.pkcs12NotMade", QT_TRANSLATE_NOOP("Messages", "The certificate's file could not be made: %1.")};
inline constexpr Message pkcs12Malformed{"crypto.pkcs12Malformed",
    QT_TRANSLATE_NOOP(
        "Messages", "This is not a certificate's file (PKCS#12, with the ending .p12 or .pfx), or it is damaged.")};
inline constexpr Message pkcs12WrongPassword{"crypto.pkcs12WrongPassword",
    QT_TRANSLATE_NOOP(
        "Messages", "The password is not that of this file. Type it again; capital and small letters differ.")};
inline constexpr Message pkcs12Unsupported{"crypto.pkcs12Unsupported",
    QT_TRANSLATE_NOOP("Messages",
        "The file is protected by %1, which cannot be read here. The password is not to blame: export the certificate "
        "again with AES-256, or with 3DES.")};
inline constexpr Message pkcs12Incomplete{"crypto.pkcs12Incomplete",
    QT_TRANSLATE_NOOP("Messages",
        "There is no certificate with its private key in this file. Export it again together with the key.")};

/// @p name is what systems show it by. @p authorityPem goes in beside it.
Result<QByteArray> makePkcs12(const KeyAndCertificate &certificate, const QByteArray &authorityPem, const QString &name,
    const QString &password, Pkcs12Profile profile);

/// What is in a file that somebody brings.
struct Pkcs12Content {
    CertificateSummary certificate; ///< the one whose private key is in there, too
    QByteArray certificateDer;
    QString userId; ///< in its subject; empty: there is none
    QList<CertificateSummary> further; ///< mostly authorities
    QStringList algorithms; ///< that protect it, in OpenSSL's names
};

/// Tells a wrong password (pkcs12WrongPassword) from algorithms that are not known here (pkcs12Unsupported), which
/// need no password to be noticed, and from what is no such file (pkcs12Malformed).
Result<Pkcs12Content> readPkcs12(QByteArrayView file, const QString &password);

}
