// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/snapshot.h"
#include "store/store.h"
#include "store/timespan.h"
#include "store/user.h"

#include <map>

namespace sekimori::platformd {

/// Who makes a change, for its event. By default it is the system.
struct Author {
    QString loginName = QStringLiteral("nobody");
    QString address;
    std::optional<audit::EventTime> at; ///< none: now
    UserId user = {}; ///< where he is known as one of the tenant's
};

struct NewTenant {
    QString subdomain;
    QString displayName; ///< empty: the subdomain
    NewUser administrator; ///< whatever role it names, it becomes an administrator
    Author by;
};

/// One page of the audit log, newest first.
struct EventPage {
    QList<audit::Event> events;
    std::optional<qint64> next; ///< what `after` continues with; none: that was all
};

/// All tenants: their present state for every request, and what is read and written for them. Safe to use from many
/// threads. Settings change through saveSettings() only.
class Tenants {
public:
    static Result<std::unique_ptr<Tenants>> open(const StoreOptions &options);

    /// One atomic load. Whoever holds it is not touched by later changes.
    std::shared_ptr<const Snapshot> snapshot() const { return m_snapshot.load(std::memory_order_acquire); }

    Result<TenantId> create(const NewTenant &tenant);

    /// Nothing where the tenant has no such user.
    Result<std::optional<User>> findUser(TenantId tenant, const QString &loginName);
    /// All or none, with an event for each.
    Result<void> addUsers(TenantId tenant, const QList<NewUser> &users, const Author &by = {});

    /// Numbers the event and returns its number.
    Result<qint64> appendEvent(TenantId tenant, const audit::Event &event);
    /// All in one transaction, numbered in their order.
    Result<void> appendEvents(TenantId tenant, const QList<audit::Event> &events);
    /// The newest @p limit events of @p span with numbers below @p after, or of all.
    Result<EventPage> events(TenantId tenant, int limit, std::optional<qint64> after = {}, const TimeSpan &span = {});
    /// The oldest @p limit events with numbers above @p above, oldest first.
    Result<QList<audit::Event>> eventsAbove(TenantId tenant, int limit, qint64 above);
    Result<qint64> lastEventNumber(TenantId tenant);

    Store &store() { return *m_store; }
    audit::EventTime now() const { return m_store->now(); }

    /// What else happens in the transaction that puts other settings in force; where it fails, nothing is changed. Set
    /// before the first request, and taken back, by an empty one, after the last.
    using SettingsFollower = std::function<Result<void>(
        Transaction &, const TenantState &before, const TenantState &after, const Author &by)>;
    void followSettings(const void *who, SettingsFollower follower);
    Result<void> follow(
        Transaction &transaction, const TenantState &before, const TenantState &after, const Author &by) const;

    /// Random, made anew at each start and never stored: what it signs ends with the process.
    const QByteArray &processKey() const { return m_processKey; }

    /// For a job of the writer, after its commit: from here on every request sees @p state.
    void publish(const std::shared_ptr<const TenantState> &state);
    void publishRecovery(TenantId tenant, const Recovery &recovery);
    /// @p change turns the present book of certificates into the next.
    void publishCertificates(TenantId tenant, const std::function<CertificateBook(const CertificateBook &)> &change);

private:
    explicit Tenants(std::unique_ptr<Store> store);

    Result<void> loadAll();

    QByteArray m_processKey;
    std::map<const void *, SettingsFollower> m_followers;
    std::atomic<std::shared_ptr<const Snapshot>> m_snapshot;
    std::unique_ptr<Store> m_store; ///< last: its jobs use the others
};

}
