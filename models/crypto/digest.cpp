// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/digest.h"

#include "crypto/opensslerrors.h"

#include <openssl/evp.h>
#include <openssl/sha.h>

namespace sekimori::crypto {
namespace {

/// Nothing of it fails unless OpenSSL is broken.
void require(bool done)
{
    if (!done)
        qFatal("SHA-256 failed: %s", qPrintable(takeOpensslErrors()));
}

}

void Sha256::Freed::operator()(evp_md_ctx_st *context) const noexcept
{
    EVP_MD_CTX_free(context);
}

Sha256::Sha256()
    : m_context(EVP_MD_CTX_new())
{
    require(m_context && EVP_DigestInit_ex2(m_context.get(), EVP_sha256(), nullptr) == 1);
}

void Sha256::add(QByteArrayView bytes)
{
    require(EVP_DigestUpdate(m_context.get(), bytes.data(), size_t(bytes.size())) == 1);
}

QByteArray Sha256::result()
{
    QByteArray digest(SHA256_DIGEST_LENGTH, Qt::Uninitialized);
    require(EVP_DigestFinal_ex(m_context.get(), reinterpret_cast<unsigned char *>(digest.data()), nullptr) == 1);
    return digest;
}

}
