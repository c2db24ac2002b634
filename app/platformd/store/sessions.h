// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/session.h"
#include "store/tenants.h"

#include <shared_mutex>

namespace sekimori::platformd {

/// The sessions of all tenants. Looked up in memory, by a digest of the token; kept in the store, so that they outlive
/// a restart. Safe to use from many threads.
class Sessions {
public:
    /// A session ends when it was not used for so long.
    static constexpr std::chrono::minutes idleLimit = std::chrono::hours(24);
    /// How far the last use that is in the store may lag behind.
    static constexpr std::chrono::minutes storedUseLag{1};

    static Result<std::unique_ptr<Sessions>> open(Tenants &tenants);

    /// Opens a session for @p user, whose password was proven, writes the `api login` event, and returns the token.
    /// It ends at @p endsAt, where that is given, whatever its use.
    Result<QByteArray> begin(const User &user, const QString &address, std::optional<audit::EventTime> endsAt = {});

    /// Whose token it is; nothing where it has ended or belongs to another tenant. Counts as a use.
    std::optional<Session> find(TenantId tenant, QByteArrayView token);

    /// The session as it is now whose token has @p digest; nothing where it has ended. Counts as no use.
    std::optional<Session> standing(TenantId tenant, const QByteArray &digest) const;

    /// Gives @p user another role, with a `set role` event; from the return on it is that of the open sessions, too.
    Result<void> changeRole(const User &user, Role role, const Author &by);

    /// Ends it with a `logout` event; from the return on nobody finds it. Nothing happens where it has ended already.
    Result<void> end(TenantId tenant, QByteArrayView token, const QString &address);

    audit::EventTime now() const { return m_tenants.now(); }

private:
    struct Entry {
        Session session;
        std::atomic<audit::EventTime> lastUsedAt;
        std::atomic<audit::EventTime> storedUse;

        Entry(Session opened, audit::EventTime usedAt);
        bool hasEndedAt(audit::EventTime now) const;
    };
    using Entries = QHash<QByteArray, std::shared_ptr<Entry>>;

    explicit Sessions(Tenants &tenants);

    Result<void> loadAll();
    std::shared_ptr<Entry> entryOf(TenantId tenant, const QByteArray &digest) const;
    void storeUse(const QByteArray &digest, Entry &entry, audit::EventTime now);

    Tenants &m_tenants;
    mutable std::shared_mutex m_mutex;
    Entries m_byDigest; ///< under m_mutex
};

}
