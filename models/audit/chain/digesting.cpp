// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/chain/digesting.h"

#include <openssl/evp.h>

namespace sekimori::audit::chain {
namespace {

/// Looked up once: OpenSSL takes longer for that than for the hash of an event.
const EVP_MD *sha256()
{
    static const EVP_MD *const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    return algorithm;
}

void need(bool isDone)
{
    if (!isDone)
        qFatal("SHA-256 failed.");
}

}

struct Digesting::State {
    State() { begin(); }
    ~State() { EVP_MD_CTX_free(context); }
    Q_DISABLE_COPY_MOVE(State)

    void begin() { need(context && EVP_DigestInit_ex2(context, sha256(), nullptr) == 1); }

    EVP_MD_CTX *const context = EVP_MD_CTX_new();
};

Digesting::Digesting()
    : m_state(std::make_unique<State>())
{
}

Digesting::~Digesting() = default;
Digesting::Digesting(Digesting &&) noexcept = default;
Digesting &Digesting::operator=(Digesting &&) noexcept = default;

void Digesting::add(QByteArrayView bytes)
{
    need(EVP_DigestUpdate(m_state->context, bytes.data(), size_t(bytes.size())) == 1);
}

Hash Digesting::finish()
{
    Hash hash;
    need(EVP_DigestFinal_ex(m_state->context, hash.bytes.data(), nullptr) == 1);
    m_state->begin();
    return hash;
}

}
