// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crypto/secretbytes.h"
#include "error/error.h"

#include <QByteArray>
#include <QByteArrayView>

namespace sekimori::crypto {

inline constexpr Message sealingKeyMalformed{"crypto.sealingKeyMalformed",
    QT_TRANSLATE_NOOP(
        "Messages", "This is no key: expected are 64 hexadecimal digits, such as “openssl rand -hex 32” writes.")};
inline constexpr Message sealBroken{"crypto.sealBroken",
    QT_TRANSLATE_NOOP(
        "Messages", "What was stored encrypted cannot be opened: it was made with another key, or it was changed.")};

/// The operator's key, under which secrets lie in the store: AES-256-GCM. Each seal is bound to what it is about, so
/// that one row's secret cannot be put into another row.
class SealingKey {
public:
    /// From 64 hexadecimal digits, with white space around them.
    static Result<SealingKey> fromText(QByteArrayView text);
    /// A new one, as fromText() takes it.
    static QByteArray newText();

    QByteArray seal(QByteArrayView secret, QByteArrayView about) const;
    Result<SecretBytes> open(QByteArrayView sealed, QByteArrayView about) const;

private:
    explicit SealingKey(SecretBytes &&key)
        : m_key(std::move(key))
    {
    }

    SecretBytes m_key;
};

}
