// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crypto/argon2id.h"
#include "error/error.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QStringView>

#include <atomic>
#include <semaphore>

namespace sekimori::crypto {

class SecretBytes;

inline constexpr Message passwordNotText{
    "crypto.passwordNotText", QT_TRANSLATE_NOOP("Messages", "The password is not valid Unicode text. Type it again.")};

/// Hashes passwords with Argon2id and checks them against what was stored, `$argon2id$v=19$m=…,t=…,p=…$salt$hash`.
/// Safe to use from many threads; at most `atOnce` of them compute, the others wait. It knows no users and no
/// policy: how long a password may be is for the caller to say.
///
/// What is hashed is the UTF-8 of the password in Unicode's normalisation form C, because keyboards of different
/// systems send the same "é" as one character or as two.
class PasswordHasher {
public:
    explicit PasswordHasher(Argon2Parameters parameters = {}, int atOnce = 2);

    /// The string to store, with a new random salt.
    Result<QByteArray> hash(QStringView password) const;
    /// The same for a password that arrived as UTF-8.
    Result<QByteArray> hash(QByteArrayView utf8) const;

    /// False also when @p storedHash is not one that hash() could have made, after the work of a good one.
    bool verify(QStringView password, QByteArrayView storedHash) const;
    bool verify(QByteArrayView utf8, QByteArrayView storedHash) const;

    /// The work of verify() for a name that does not exist, so that the time of the answer does not tell.
    void verifyNothing(QStringView password) const;
    void verifyNothing(QByteArrayView utf8) const;

    /// Computations of Argon2id so far, whatever they were for.
    quint64 hashesMade() const { return m_hashesMade.load(std::memory_order_relaxed); }
    /// Those of them that were the work of verifyNothing().
    quint64 decoysMade() const { return m_decoysMade.load(std::memory_order_relaxed); }

private:
    Result<QByteArray> hashBytes(const Result<SecretBytes> &password) const;
    bool verifyBytes(const Result<SecretBytes> &password, QByteArrayView storedHash) const;
    Result<QByteArray> compute(const Argon2Input &input, const Argon2Parameters &parameters, qsizetype length) const;

    Argon2Parameters m_parameters;
    QByteArray m_decoy; ///< a hash that no password has
    mutable std::counting_semaphore<> m_places;
    mutable std::atomic<quint64> m_hashesMade = 0;
    mutable std::atomic<quint64> m_decoysMade = 0;
};

}
