// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crypto/keyandcertificate.h"
#include "crypto/opensslpointers.h"

#include <QString>

#include <chrono>
#include <optional>

/// The steps that all of our authorities take when they make a certificate.
namespace sekimori::crypto {

inline constexpr qsizetype longestCommonName = 64; // characters; RFC 5280, ub-common-name

bool isCommonName(const QString &name);

QString isoTime(std::chrono::sys_seconds time);

std::optional<Error> problemOfValidity(std::chrono::sys_seconds notBefore, std::chrono::sys_seconds notAfter);

/// 20 octets, positive and never shorter: the most that RFC 5280 lets a serial number have, 158 of its bits random.
QByteArray longestRandomSerial();

/// Appends to the subject. False where OpenSSL refuses, as it does for a name that is too long for its kind.
bool addNameEntry(X509 &certificate, int nid, const QString &name);

/// Adds an extension in the notation of OpenSSL's configuration files; only constants of ours go in.
bool addExtension(X509 &certificate, X509 &issuer, int nid, const char *value);

/// A new certificate with all but its subject and extensions. @p serial is a positive number, most significant first.
X509Pointer blankCertificate(
    EVP_PKEY &key, const QByteArray &serial, std::chrono::sys_seconds notBefore, std::chrono::sys_seconds notAfter);

Result<KeyAndCertificate> signedBy(EVP_PKEY &signer, const EVP_PKEY &key, X509 &certificate);

/// The authority as OpenSSL's objects, its parts known to belong together.
struct Signer {
    KeyPointer key;
    X509Pointer certificate;
};

Result<Signer> signerFrom(const KeyAndCertificate &authority);

/// The same for a certificate with these dates, which its authority has to outlive.
Result<Signer> signerFrom(
    const KeyAndCertificate &authority, std::chrono::sys_seconds notBefore, std::chrono::sys_seconds notAfter);

}
