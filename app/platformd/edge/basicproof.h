// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crypto/passwordhash.h"
#include "edge/basiccredentials.h"
#include "edge/guessthrottle.h"
#include "store/snapshot.h"

#include <expected>

namespace sekimori::platformd {

/// Tells whether a Basic pair is a tenant's: by its slow hash once, afterwards by a keyed digest that lives as long as
/// the tenant's present state. Safe from several threads.
class BasicProver {
public:
    explicit BasicProver(const crypto::PasswordHasher &hasher, const GuessThrottle::Limits &limits = {});

    /// Or how long this address has to wait first, because it guessed too often.
    using Wait = std::chrono::seconds;
    std::expected<policy::BasicProof, Wait> prove(
        const BasicCredentials &credentials, const TenantState &tenant, const std::optional<IpAddress> &client);

    /// The sealed password of @p tenant that these credentials open under its own name; empty where there is none.
    /// For somebody who is signed in: nothing is slowed.
    QByteArray openedSeal(const BasicCredentials &credentials, const TenantState &tenant) const;

private:
    QByteArray digestOf(const BasicCredentials &credentials) const;
    const policy::BasicPair *provenSlot(const QByteArray &digest, const TenantState &tenant) const;
    const policy::BasicPair *provenByHash(
        const BasicCredentials &credentials, const QByteArray &digest, const TenantState &tenant) const;

    const crypto::PasswordHasher &m_hasher;
    const QByteArray m_key; ///< of this process; the digests never leave it
    GuessThrottle m_throttle;
};

}
