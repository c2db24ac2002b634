// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crypto/secretbytes.h"
#include "error/error.h"

#include <QByteArray>
#include <QByteArrayView>

/// Ed25519 (RFC 8032): who can sign has the private key, who has the public one can tell what was signed.
namespace sekimori::crypto {

inline constexpr qsizetype signatureSize = 64; ///< bytes

inline constexpr Message publicKeyMalformed{"crypto.publicKeyMalformed",
    QT_TRANSLATE_NOOP("Messages",
        "This is no public key of the kind Ed25519 in PEM form. Expected is text that begins with “-----BEGIN PUBLIC "
        "KEY-----”.")};
inline constexpr Message signingKeyMalformed{
    "crypto.signingKeyMalformed", QT_TRANSLATE_NOOP("Messages", "What was stored is no private key that can sign.")};

/// A public key. Equal ones verify the same.
class VerifyingKey {
public:
    /// `-----BEGIN PUBLIC KEY-----`, as `openssl pkey -pubout` writes it.
    static Result<VerifyingKey> fromPem(QByteArrayView pem);
    /// 32 bytes.
    static Result<VerifyingKey> fromRaw(QByteArrayView raw);

    bool verifies(QByteArrayView message, QByteArrayView signature) const;
    QByteArray toPem() const;
    const QByteArray &raw() const { return m_raw; }
    /// SHA-256 of its SubjectPublicKeyInfo in DER, 64 hexadecimal digits: what people compare, and what signatures
    /// name it by.
    QByteArray id() const;

    bool operator==(const VerifyingKey &) const = default;

private:
    friend class SigningKey;
    explicit VerifyingKey(QByteArray raw)
        : m_raw(std::move(raw))
    {
    }

    QByteArray m_raw;
};

/// A private key; wiped at its end.
class SigningKey {
public:
    static SigningKey make();
    /// What secret() gave.
    static Result<SigningKey> fromSecret(SecretBytes secret);

    /// 64 bytes; the same for the same message.
    QByteArray sign(QByteArrayView message) const;
    const VerifyingKey &verifyingKey() const { return m_public; }
    QByteArrayView secret() const { return m_secret.view(); } ///< 32 bytes, to be sealed

private:
    SigningKey(SecretBytes secret, VerifyingKey key)
        : m_secret(std::move(secret))
        , m_public(std::move(key))
    {
    }

    SecretBytes m_secret;
    VerifyingKey m_public;
};

}
