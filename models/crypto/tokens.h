// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <initializer_list>

namespace sekimori::crypto {

/// From OpenSSL's generator for private values. A system without entropy ends the program: there is no safe answer.
QByteArray randomBytes(qsizetype count);

/// 32 random bytes in base64url without padding: 43 characters that fit a header, a cookie and a URL.
QByteArray newToken();

/// SHA-256 of @p token, 32 bytes: what is stored in its place. Enough for a random token, far too little for a
/// password.
QByteArray tokenDigest(QByteArrayView token);

/// Compares in a time that depends on the lengths only.
bool sameSecret(QByteArrayView one, QByteArrayView other);

/// HMAC-SHA-256, 32 bytes. Every part goes in behind its length, so that {"ab", "c"} and {"a", "bc"} differ.
QByteArray keyedDigest(QByteArrayView key, std::initializer_list<QByteArrayView> parts);

/// Letters and digits without those that are mistaken for each other (0 O o, 1 I l), each password of that
/// @p length as likely as any other that has a capital, a small letter and a digit. Needs a length of 3 at least.
QString newPassword(int length);

/// SHA-256 over a certificate's DER, 32 bytes: `toHex(':').toUpper()` is what people compare.
QByteArray fingerprintSha256(QByteArrayView der);

}
