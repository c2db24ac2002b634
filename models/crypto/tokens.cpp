// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/tokens.h"

#include "crypto/opensslerrors.h"
#include "crypto/secretbytes.h"

#include <QtEndian>

#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/sha.h>

#include <algorithm>

namespace sekimori::crypto {
namespace {

using namespace Qt::StringLiterals;

constexpr auto passwordAlphabet = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789"_L1;

const unsigned char *octets(QByteArrayView bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.data());
}

unsigned char *octets(QByteArray &bytes)
{
    return reinterpret_cast<unsigned char *>(bytes.data());
}

/// For what cannot fail unless OpenSSL is broken or the system has no entropy: going on would mean weak secrets.
void require(bool done, const char *what)
{
    if (!done)
        qFatal("%s failed: %s", what, qPrintable(takeOpensslErrors()));
}

QByteArray sha256(QByteArrayView bytes)
{
    QByteArray digest(SHA256_DIGEST_LENGTH, Qt::Uninitialized);
    require(EVP_Digest(bytes.data(), static_cast<size_t>(bytes.size()), octets(digest), nullptr, EVP_sha256(), nullptr)
            == 1,
        "SHA-256");
    return digest;
}

/// Every password of that length is as likely as any other.
QString anyPassword(int length)
{
    // A byte beyond the largest multiple of the alphabet's size is thrown away: its remainder would favour the first.
    constexpr auto size = static_cast<unsigned char>(passwordAlphabet.size());
    constexpr unsigned char beyond = 256 / size * size;
    QString password;
    password.reserve(length);
    while (password.size() < length) {
        const QByteArray random = randomBytes(length);
        for (const char byte : random) {
            const auto number = static_cast<unsigned char>(byte);
            if (number < beyond && password.size() < length)
                password += passwordAlphabet[number % size];
        }
    }
    return password;
}

bool hasAllKinds(const QString &password)
{
    const auto has = [&](QChar first, QChar last) {
        return std::ranges::any_of(password, [=](QChar c) { return first <= c && c <= last; });
    };
    return has(u'A', u'Z') && has(u'a', u'z') && has(u'0', u'9');
}

}

QByteArray randomBytes(qsizetype count)
{
    QByteArray bytes(count, Qt::Uninitialized);
    require(RAND_priv_bytes_ex(nullptr, octets(bytes), static_cast<size_t>(count), 0) == 1, "The random generator");
    return bytes;
}

QByteArray newToken()
{
    return randomBytes(32).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QByteArray tokenDigest(QByteArrayView token)
{
    return sha256(token);
}

bool sameSecret(QByteArrayView one, QByteArrayView other)
{
    return one.size() == other.size() && CRYPTO_memcmp(one.data(), other.data(), static_cast<size_t>(one.size())) == 0;
}

QByteArray keyedDigest(QByteArrayView key, std::initializer_list<QByteArrayView> parts)
{
    QByteArray message;
    qsizetype length = 0;
    for (const QByteArrayView part : parts)
        length += qsizetype(sizeof(quint64)) + part.size();
    message.reserve(length); // so that no half of a secret stays behind in a smaller buffer
    for (const QByteArrayView part : parts) {
        const quint64 prefix = qToBigEndian(quint64(part.size()));
        message.append(reinterpret_cast<const char *>(&prefix), sizeof prefix).append(part);
    }
    const SecretBytes whole(std::move(message));

    QByteArray digest(SHA256_DIGEST_LENGTH, Qt::Uninitialized);
    size_t written = 0;
    require(EVP_Q_mac(nullptr, "HMAC", nullptr, "SHA256", nullptr, key.data(), static_cast<size_t>(key.size()),
                octets(whole.view()), static_cast<size_t>(whole.view().size()), octets(digest),
                static_cast<size_t>(digest.size()), &written)
            && written == static_cast<size_t>(digest.size()),
        "HMAC-SHA-256");
    return digest;
}

QString newPassword(int length)
{
    Q_ASSERT(length >= 3);
    QString password = anyPassword(length);
    while (!hasAllKinds(password) && length >= 3)
        password = anyPassword(length);
    return password;
}

QByteArray fingerprintSha256(QByteArrayView der)
{
    return sha256(der);
}

}
