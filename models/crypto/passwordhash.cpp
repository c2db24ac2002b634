// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/passwordhash.h"

#include "crypto/secretbytes.h"
#include "crypto/tokens.h"

#include <QScopeGuard>
#include <QString>

#include <algorithm>
#include <charconv>
#include <optional>

namespace sekimori::crypto {
namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype saltLength = 16;
constexpr qsizetype hashLength = 32;
constexpr qsizetype longestStored = 256;

/// A stored hash, taken apart.
struct StoredHash {
    Argon2Parameters parameters;
    QByteArray salt;
    QByteArray hash;
};

void wipe(QString &text)
{
    // QString::data() would detach: the copy would be wiped and the original stay.
    OPENSSL_cleanse(const_cast<QChar *>(text.constData()), static_cast<size_t>(text.size()) * sizeof(QChar));
}

/// The UTF-8 of @p password in normalisation form C.
Result<SecretBytes> passwordBytes(QStringView password)
{
    if (!password.isValidUtf16())
        return std::unexpected(Error{ErrorKind::Malformed, passwordNotText});
    QString copy = password.toString();
    QString normal = copy.normalized(QString::NormalizationForm_C);
    SecretBytes bytes(normal.toUtf8());
    wipe(copy);
    wipe(normal);
    return bytes;
}

Result<SecretBytes> passwordBytes(QByteArrayView utf8)
{
    if (!utf8.isValidUtf8())
        return std::unexpected(Error{ErrorKind::Malformed, passwordNotText});
    QString text = QString::fromUtf8(utf8);
    Result<SecretBytes> bytes = passwordBytes(text);
    wipe(text);
    return bytes;
}

QByteArray base64(const QByteArray &bytes)
{
    return bytes.toBase64(QByteArray::Base64Encoding | QByteArray::OmitTrailingEquals);
}

QByteArray toText(const StoredHash &stored)
{
    const auto &[memoryKib, passes, lanes] = stored.parameters;
    return "$argon2id$v=19$m="_ba + QByteArray::number(memoryKib) + ",t=" + QByteArray::number(passes)
        + ",p=" + QByteArray::number(lanes) + '$' + base64(stored.salt) + '$' + base64(stored.hash);
}

std::optional<quint32> numberAfter(QByteArrayView text, QByteArrayView name)
{
    if (!text.startsWith(name))
        return std::nullopt;
    const QByteArrayView digits = text.sliced(name.size());
    quint32 number = 0;
    const auto [end, problem] = std::from_chars(digits.begin(), digits.end(), number);
    if (problem != std::errc{} || end != digits.end())
        return std::nullopt;
    return number;
}

std::optional<Argon2Parameters> argon2Parameters(const QByteArray &text)
{
    const QList<QByteArray> parts = text.split(',');
    if (parts.size() != 3)
        return std::nullopt;
    const auto memoryKib = numberAfter(parts[0], "m=");
    const auto passes = numberAfter(parts[1], "t=");
    const auto lanes = numberAfter(parts[2], "p=");
    if (!memoryKib || !passes || !lanes)
        return std::nullopt;
    return Argon2Parameters{*memoryKib, *passes, *lanes};
}

/// Nothing when @p text is not exactly what toText() makes of its own parts.
std::optional<StoredHash> storedHashFrom(QByteArrayView text)
{
    if (text.size() > longestStored)
        return std::nullopt;
    const QList<QByteArray> parts = text.toByteArray().split('$');
    if (parts.size() != 6)
        return std::nullopt;
    const auto parameters = argon2Parameters(parts[3]);
    if (!parameters)
        return std::nullopt;
    StoredHash stored{*parameters, QByteArray::fromBase64(parts[4]), QByteArray::fromBase64(parts[5])};
    if (stored.salt.size() < 8 || stored.hash.size() < 16 || toText(stored) != text)
        return std::nullopt;
    return stored;
}

}

PasswordHasher::PasswordHasher(Argon2Parameters parameters, int atOnce)
    : m_parameters(parameters)
    , m_decoy(toText({parameters, QByteArray(saltLength, '\0'), QByteArray(hashLength, '\0')}))
    , m_places(std::max(1, atOnce))
{
}

Result<QByteArray> PasswordHasher::compute(
    const Argon2Input &input, const Argon2Parameters &parameters, qsizetype length) const
{
    m_places.acquire();
    const auto leave = qScopeGuard([this] { m_places.release(); });
    Result<QByteArray> hash = argon2id(input, parameters, length);
    if (hash)
        m_hashesMade.fetch_add(1, std::memory_order_relaxed);
    return hash;
}

Result<QByteArray> PasswordHasher::hashBytes(const Result<SecretBytes> &password) const
{
    if (!password)
        return std::unexpected(password.error());
    const QByteArray salt = randomBytes(saltLength);
    return compute({.password = password->view(), .salt = salt}, m_parameters, hashLength)
        .transform([&](const QByteArray &hash) { return toText({m_parameters, salt, hash}); });
}

bool PasswordHasher::verifyBytes(const Result<SecretBytes> &password, QByteArrayView storedHash) const
{
    // What is no password at all costs as much as a wrong one, and so does a stored hash that is damaged.
    const QByteArrayView candidate = password ? password->view() : QByteArrayView();
    if (const auto stored = storedHashFrom(storedHash)) {
        const auto hash
            = compute({.password = candidate, .salt = stored->salt}, stored->parameters, stored->hash.size());
        if (hash)
            return sameSecret(*hash, stored->hash) && password.has_value();
    }
    if (storedHash != QByteArrayView(m_decoy))
        verifyBytes(password, m_decoy);
    return false;
}

Result<QByteArray> PasswordHasher::hash(QStringView password) const
{
    return hashBytes(passwordBytes(password));
}

Result<QByteArray> PasswordHasher::hash(QByteArrayView utf8) const
{
    return hashBytes(passwordBytes(utf8));
}

bool PasswordHasher::verify(QStringView password, QByteArrayView storedHash) const
{
    return verifyBytes(passwordBytes(password), storedHash);
}

bool PasswordHasher::verify(QByteArrayView utf8, QByteArrayView storedHash) const
{
    return verifyBytes(passwordBytes(utf8), storedHash);
}

void PasswordHasher::verifyNothing(QStringView password) const
{
    verifyBytes(passwordBytes(password), m_decoy);
    m_decoysMade.fetch_add(1, std::memory_order_relaxed);
}

void PasswordHasher::verifyNothing(QByteArrayView utf8) const
{
    verifyBytes(passwordBytes(utf8), m_decoy);
    m_decoysMade.fetch_add(1, std::memory_order_relaxed);
}

}
