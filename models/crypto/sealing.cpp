// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/sealing.h"

#include "crypto/opensslerrors.h"
#include "crypto/opensslpointers.h"
#include "crypto/tokens.h"

#include <algorithm>

namespace sekimori::crypto {
namespace {

constexpr qsizetype keySize = 32;
constexpr qsizetype nonceSize = 12;
constexpr qsizetype tagSize = 16;
constexpr char format = 1; ///< what a seal begins with, for the day on which there is another

const unsigned char *octets(QByteArrayView bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.data());
}

unsigned char *octets(char *bytes)
{
    return reinterpret_cast<unsigned char *>(bytes);
}

bool isHexadecimal(QByteArrayView text)
{
    return std::ranges::all_of(
        text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); });
}

/// Format, nonce, ciphertext, tag.
bool sealInto(QByteArray &sealed, QByteArrayView key, QByteArrayView secret, QByteArrayView about)
{
    char *text = sealed.data() + 1 + nonceSize;
    int written = 0;
    int rest = 0;
    const CipherContextPointer context(EVP_CIPHER_CTX_new());
    return context
        && EVP_EncryptInit_ex2(context.get(), EVP_aes_256_gcm(), octets(key), octets(sealed.data() + 1), nullptr) == 1
        && EVP_EncryptUpdate(context.get(), nullptr, &written, octets(about), static_cast<int>(about.size())) == 1
        && EVP_EncryptUpdate(context.get(), octets(text), &written, octets(secret), static_cast<int>(secret.size()))
        == 1
        && EVP_EncryptFinal_ex(context.get(), octets(text + written), &rest) == 1
        && EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, tagSize, text + secret.size()) == 1;
}

bool openInto(QByteArray &secret, QByteArrayView key, QByteArrayView sealed, QByteArrayView about)
{
    const QByteArrayView text = sealed.sliced(1 + nonceSize, secret.size());
    QByteArray tag = sealed.last(tagSize).toByteArray();
    int written = 0;
    int rest = 0;
    const CipherContextPointer context(EVP_CIPHER_CTX_new());
    return context
        && EVP_DecryptInit_ex2(context.get(), EVP_aes_256_gcm(), octets(key), octets(sealed.sliced(1)), nullptr) == 1
        && EVP_DecryptUpdate(context.get(), nullptr, &written, octets(about), static_cast<int>(about.size())) == 1
        && EVP_DecryptUpdate(
               context.get(), octets(secret.data()), &written, octets(text), static_cast<int>(text.size()))
        == 1
        && EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, tagSize, tag.data()) == 1
        && EVP_DecryptFinal_ex(context.get(), octets(secret.data() + written), &rest) == 1;
}

}

Result<SealingKey> SealingKey::fromText(QByteArrayView text)
{
    const QByteArrayView digits = text.trimmed();
    if (digits.size() != 2 * keySize || !isHexadecimal(digits))
        return std::unexpected(Error{ErrorKind::Malformed, sealingKeyMalformed});
    return SealingKey(SecretBytes(QByteArray::fromHex(digits.toByteArray())));
}

QByteArray SealingKey::newText()
{
    return randomBytes(keySize).toHex() + '\n';
}

QByteArray SealingKey::seal(QByteArrayView secret, QByteArrayView about) const
{
    QByteArray sealed = format + randomBytes(nonceSize);
    sealed.resize(sealed.size() + secret.size() + tagSize);
    if (!sealInto(sealed, m_key.view(), secret, about))
        qFatal("AES-256-GCM failed: %s", qPrintable(takeOpensslErrors()));
    return sealed;
}

Result<SecretBytes> SealingKey::open(QByteArrayView sealed, QByteArrayView about) const
{
    const qsizetype size = sealed.size() - 1 - nonceSize - tagSize;
    if (size < 0 || sealed.front() != format)
        return std::unexpected(Error{ErrorKind::Unavailable, sealBroken});
    QByteArray secret(size, Qt::Uninitialized);
    if (!openInto(secret, m_key.view(), sealed, about)) {
        takeOpensslErrors();
        return std::unexpected(Error{ErrorKind::Unavailable, sealBroken});
    }
    return SecretBytes(std::move(secret));
}

}
