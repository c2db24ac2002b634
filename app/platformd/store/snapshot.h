// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/accessdecision.h"
#include "policy/settings.h"
#include "store/certificatebook.h"
#include "store/ids.h"
#include "store/recovery.h"

#include <QHash>

#include <atomic>
#include <memory>

namespace sekimori::platformd {

/// What the gate remembers of Basic pairs that it has proven by their slow hash once: a keyed digest of each. It
/// belongs to one revision of the pairs and ends with it.
struct ProvenPairs {
    std::atomic<std::shared_ptr<const QByteArray>> first;
    std::atomic<std::shared_ptr<const QByteArray>> second;
};

/// One tenant as every request sees it from the moment the state is published.
struct TenantState {
    TenantId id;
    QString subdomain;
    QString displayName;
    policy::Settings settings; ///< secrets sealed
    policy::Revisions revisions;
    policy::AccessRules rules;
    std::shared_ptr<ProvenPairs> proven = std::make_shared<ProvenPairs>();
};

/// Puts @p settings in force in @p state, with all that follows from them.
void adopt(TenantState &state, policy::Settings settings);

/// All tenants at one moment; immutable. A request loads it once and is judged by it throughout.
struct Snapshot {
    QHash<QByteArray, std::shared_ptr<const TenantState>> bySubdomain;
    QHash<TenantId, std::shared_ptr<const TenantState>> byId; ///< the same tenants
    QHash<TenantId, Recovery> recoveries; ///< mostly none; those that have ended may still be here

    QHash<TenantId, std::shared_ptr<const CertificateBook>> certificates; ///< of those that have an authority

    /// What @p tenant knows of a certificate that somebody has shown, at the moment that @p clock tells; nothing was
    /// shown where @p der is empty.
    JudgedCertificate judgedCertificate(TenantId tenant, const QByteArray &der, const auto &clock) const
    {
        if (der.isEmpty())
            return {};
        const auto book = certificates.constFind(tenant);
        return book == certificates.cend() ? JudgedCertificate{.facts = {.presented = true}, .user = {}}
                                           : (*book)->judge(der, clock());
    }

    /// The recovery that lets @p client in to @p tenant at the moment that @p clock tells, which is asked only where
    /// there is one at all.
    std::optional<Recovery> recoveryFor(
        TenantId tenant, const std::optional<IpAddress> &client, const auto &clock) const
    {
        const auto found = recoveries.constFind(tenant);
        const bool holds = found != recoveries.cend() && found->letsIn(client, clock());
        return holds ? std::optional(*found) : std::nullopt;
    }
};

}
