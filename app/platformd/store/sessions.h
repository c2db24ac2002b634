// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/session.h"
#include "store/sessionrows.h"
#include "store/tenants.h"

#include <shared_mutex>

namespace sekimori::platformd {

/// Why somebody's sessions end without his having signed out of each, for their `logout` events.
struct SessionsEnd {
    QString reason; ///< as the log says it: `password changed`
    Author by;
    QByteArray keptToken = {}; ///< of the session that goes on; empty: none does
};

/// Which of a tenant's open sessions are asked for.
struct SessionsWanted {
    int limit = 100;
    std::optional<UserId> user = {}; ///< none: everybody's
    std::optional<std::pair<audit::EventTime, QByteArray>> after = {}; ///< when the last one was opened, and its digest
};

struct OpenSession {
    QByteArray digest; ///< of the token, which nobody can tell from it
    Session session;
    audit::EventTime lastUsedAt{};
};

/// The sessions of all tenants; one ends when it was not used for as long as its tenant's settings say. Looked up in
/// memory, by a digest of the token; kept in the store, so that they outlive a restart. Safe to use from many threads.
class Sessions {
public:
    /// How far the last use that is in the store may lag behind.
    static constexpr std::chrono::minutes storedUseLag{1};

    static Result<std::unique_ptr<Sessions>> open(Tenants &tenants);
    ~Sessions();
    Sessions(const Sessions &) = delete;
    Sessions &operator=(const Sessions &) = delete;

    /// Opens a session for @p user, who was proven to be himself, writes the `api login` or `login` event, and returns
    /// the token. It ends at @p endsAt, where that is given, whatever its use. Whoever was deleted, or was given
    /// another password, name or role since he was proven, gets none.
    Result<QByteArray> begin(const User &user, const QString &address, std::optional<audit::EventTime> endsAt = {},
        SessionKind kind = SessionKind::Api);
    /// The same for a browser that stays signed in by the family @p stay. Whether it came by that, and not by a
    /// password, is told by the event.
    Result<QByteArray> beginStaying(const User &user, const QString &address, const QByteArray &stay, bool isAutomatic);

    /// Whose token it is; nothing where it has ended, belongs to another tenant or is of the other kind. Counts as a
    /// use.
    std::optional<Session> find(TenantId tenant, QByteArrayView token, SessionKind kind = SessionKind::Api);

    /// The session as it is now whose token has @p digest; nothing where it has ended. Counts as no use.
    std::optional<Session> standing(TenantId tenant, const QByteArray &digest) const;

    /// For a transaction that stores @p changed, under whatever new names or roles: from its commit on their open
    /// sessions are those of the users as they are now, and open streams are judged by it. Another role ends automatic
    /// sign-ins.
    void follow(Transaction &transaction, const QList<User> &changed);

    /// Ends all sessions of a user, each with a `logout` event, and says how many; from the return on nobody finds
    /// them, and open streams close. His automatic sign-ins end, too.
    Result<qint64> endAllOf(TenantId tenant, UserId user, const SessionsEnd &end);
    /// The same as a part of another change (of the password, the role, the user himself), in its transaction and
    /// before the user's row is deleted; from its commit on.
    Result<qint64> endAllOf(Transaction &transaction, TenantId tenant, UserId user, const SessionsEnd &end);

    /// Newest first; those that are open now.
    QList<OpenSession> list(TenantId tenant, const SessionsWanted &wanted) const;

    /// Ends it with a `logout` event, and the automatic sign-in of its browser with it; from the return on nobody finds
    /// it. Nothing happens where it has ended already.
    Result<void> end(TenantId tenant, QByteArrayView token, const QString &address);

    /// An automatic sign-in with all sessions that came of it, in the same way.
    Result<qint64> endStay(Transaction &transaction, TenantId tenant, const QByteArray &family, const SessionsEnd &end);

    audit::EventTime now() const { return m_tenants.now(); }

private:
    struct Entry {
        Session session;
        std::atomic<audit::EventTime> lastUsedAt;
        std::atomic<audit::EventTime> storedUse;

        Entry(Session opened, audit::EventTime usedAt);
        bool hasEndedAt(audit::EventTime now, std::chrono::minutes idleEnd) const;
    };
    using Entries = QHash<QByteArray, std::shared_ptr<Entry>>;

    explicit Sessions(Tenants &tenants);

    Result<void> loadAll();
    /// How long a session of @p tenant lives without use, by the tenant's present state.
    std::chrono::minutes idleEndOf(TenantId tenant) const;
    std::shared_ptr<Entry> entryOf(TenantId tenant, const QByteArray &digest) const;
    void storeUse(const QByteArray &digest, Entry &entry, audit::EventTime now);
    Result<QByteArray> begin(const Session &session, const User &proven, const audit::Event &event);
    void adopt(const QByteArray &digest, const Session &session);
    /// Ends what by either of two states is too old, so that a longer life revives nothing and a shorter one holds at
    /// once.
    Result<void> endTooOld(Transaction &transaction, const TenantState &before, const TenantState &after);
    Result<void> endBrowsers(
        Transaction &transaction, const TenantState &before, const TenantState &after, const Author &by);
    void forgetAfterCommit(Transaction &transaction, const QList<QByteArray> &digests);
    Result<qint64> endThose(
        Transaction &transaction, TenantId tenant, const QList<SessionRow> &rows, const SessionsEnd &end);

    Tenants &m_tenants;
    mutable std::shared_mutex m_mutex;
    Entries m_byDigest; ///< under m_mutex
    audit::EventTime m_sweptAt{}; ///< under m_mutex
};

namespace messages {
extern const Message UserChangedMeanwhile;
}

}
