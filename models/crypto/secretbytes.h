// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <openssl/crypto.h>

#include <utility>

namespace sekimori::crypto {

/// Owns the only copy of a secret and wipes it at the end. It cannot wipe copies that somebody else made.
class SecretBytes {
public:
    SecretBytes() = default;
    explicit SecretBytes(QByteArray &&bytes)
        : m_bytes(std::move(bytes))
    {
    }
    SecretBytes(SecretBytes &&other) noexcept { m_bytes.swap(other.m_bytes); }
    SecretBytes &operator=(SecretBytes &&other) noexcept
    {
        m_bytes.swap(other.m_bytes);
        return *this;
    }
    ~SecretBytes()
    {
        if (!m_bytes.isEmpty())
            OPENSSL_cleanse(m_bytes.data(), static_cast<size_t>(m_bytes.size()));
    }

    QByteArrayView view() const { return m_bytes; }

private:
    QByteArray m_bytes;
};

}
