// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edge/languages.h"
#include "store/checkpointrows.h"
#include "store/logkeys.h"
#include "store/mailrows.h"
#include "store/tenants.h"

namespace sekimori::platformd {

/// Puts the newest signed checkpoint of a tenant's log into the queue each night, for those who keep it outside: so a
/// rewrite shows even where it was made by whoever holds the log's key. Where nothing can be signed there is no mail.
class CheckpointMails {
public:
    static QString choreName() { return QStringLiteral("checkpoint mail"); }

    /// @p key: the operator's, by which it knows what the log's key has signed; null where there is none.
    CheckpointMails(Tenants &tenants, std::shared_ptr<const crypto::SealingKey> key)
        : m_tenants(tenants)
        , m_keys(std::move(key))
    {
    }

    Result<void> run(TenantId tenant);

private:
    /// @p last: the log's last number.
    OutgoingMail mailOf(const TenantState &tenant, const SignedCheckpoint &checkpoint, qint64 last) const;

    Tenants &m_tenants;
    LogKeys m_keys;
    const Languages m_languages;
};

}
