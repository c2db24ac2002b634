// SPDX-License-Identifier: GPL-3.0-or-later
#include "edge/basicproof.h"

#include "crypto/tokens.h"

#include <QDateTime>

namespace sekimori::platformd {
namespace {

bool holds(const std::atomic<std::shared_ptr<const QByteArray>> &proven, const QByteArray &digest)
{
    const std::shared_ptr<const QByteArray> known = proven.load();
    return known && crypto::sameSecret(*known, digest);
}

}

BasicProver::BasicProver(const crypto::PasswordHasher &hasher, const GuessThrottle::Limits &limits)
    : m_hasher(hasher)
    , m_key(crypto::randomBytes(32))
    , m_throttle(limits)
{
}

std::expected<policy::BasicProof, BasicProver::Wait> BasicProver::prove(
    const BasicCredentials &credentials, const TenantState &tenant, const std::optional<IpAddress> &client)
{
    const QByteArray digest = digestOf(credentials);
    // A proven pair comes in even while somebody guesses from behind the same address.
    if (provenSlot(digest, tenant))
        return policy::BasicProof::Right;
    if (const auto wait = m_throttle.waitFor(client))
        return std::unexpected(*wait);
    if (provenByHash(credentials, digest, tenant))
        return policy::BasicProof::Right;
    m_throttle.noteWrong(client);
    return policy::BasicProof::Wrong;
}

QByteArray BasicProver::openedSeal(const BasicCredentials &credentials, const TenantState &tenant) const
{
    const QByteArray digest = digestOf(credentials);
    const policy::BasicPair *pair = provenSlot(digest, tenant);
    if (!pair)
        pair = provenByHash(credentials, digest, tenant);
    return pair ? pair->password.sealed : QByteArray();
}

QByteArray BasicProver::digestOf(const BasicCredentials &credentials) const
{
    return crypto::keyedDigest(m_key, {credentials.userName.toUtf8(), credentials.password.view()});
}

const policy::BasicPair *BasicProver::provenSlot(const QByteArray &digest, const TenantState &tenant) const
{
    const policy::BasicAuth &basic = tenant.settings.basicAuth;
    if (holds(tenant.proven->first, digest))
        return &basic.pair;
    const bool isSecond = holds(tenant.proven->second, digest);
    return isSecond && basic.second.isValidAt(QDateTime::currentDateTimeUtc()) ? &basic.second : nullptr;
}

const policy::BasicPair *BasicProver::provenByHash(
    const BasicCredentials &credentials, const QByteArray &digest, const TenantState &tenant) const
{
    const policy::BasicAuth &basic = tenant.settings.basicAuth;
    const auto matches = [&](const policy::BasicPair &pair) {
        return pair.password.isSet && pair.userName == credentials.userName
            && m_hasher.verify(credentials.password.view(), pair.password.sealed);
    };
    if (matches(basic.pair)) {
        tenant.proven->first = std::make_shared<const QByteArray>(digest);
        return &basic.pair;
    }
    if (basic.second.isValidAt(QDateTime::currentDateTimeUtc()) && matches(basic.second)) {
        tenant.proven->second = std::make_shared<const QByteArray>(digest);
        return &basic.second;
    }
    return nullptr;
}

}
