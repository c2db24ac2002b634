// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crypto/sealing.h"
#include "store/logkeyrows.h"
#include "store/writer.h"

#include <map>
#include <memory>
#include <mutex>

namespace sekimori::platformd {

/// The Ed25519 keys by which the platform signs how far each tenant's log goes, made when they are needed first. They
/// lie in the store under the operator's key, without which nothing can be signed; opened ones are kept in memory.
/// Safe to use from many threads.
class LogKeys {
public:
    /// @p key is null where the operator has given none.
    explicit LogKeys(std::shared_ptr<const crypto::SealingKey> key)
        : m_operatorKey(std::move(key))
    {
    }
    LogKeys(const LogKeys &) = delete;
    LogKeys &operator=(const LogKeys &) = delete;

    /// The key that signs, made where the tenant has none.
    Result<std::shared_ptr<const crypto::SigningKey>> toSignBy(
        Transaction &transaction, TenantId tenant, audit::EventTime now);

    /// Those that have signed the tenant's log, the newest first: whose private half lies there under the operator's
    /// key, for everybody who has the store can add others. Without that key, or where it is another one than before,
    /// nobody can tell them from each other, and all count.
    Result<QList<LogKeyRow>> rows(Database &database, TenantId tenant);

    /// The last one that one of these keys has signed, up to the log's end.
    Result<std::optional<audit::chain::SignedCheckpoint>> lastCheckpoint(Database &database, TenantId tenant);

    /// Why nothing is signed in the tenant's log, and what the operator can do; nothing: it is.
    Result<std::optional<Error>> objection(Database &database, TenantId tenant);

    /// Whether there is an operator's key at all.
    bool canSign() const { return m_operatorKey != nullptr; }

private:
    using Opened = std::shared_ptr<const crypto::SigningKey>;

    Result<Opened> opened(TenantId tenant, const LogKeyRow &row);
    Result<Opened> made(Transaction &transaction, TenantId tenant, audit::EventTime now);

    const std::shared_ptr<const crypto::SealingKey> m_operatorKey;
    std::mutex m_mutex;
    std::map<std::pair<TenantId, QByteArray>, Opened> m_opened; ///< under m_mutex; by the public half
};

namespace messages {
extern const Message LogKeyMissing;
extern const Message LogKeyDiffers;
}

}
