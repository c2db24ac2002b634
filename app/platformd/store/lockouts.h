// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/guessrows.h"
#include "store/tenants.h"

#include <mutex>
#include <vector>

namespace sekimori::platformd {

/// A try to sign in, counted on disk before anybody looks at its password.
struct Guess {
    TenantId tenant;
    std::optional<User> user; ///< none: nobody has that name
    QString address;
    policy::AccountLockout policy; ///< by which it was let in
    bool isJudged = false; ///< whether its password is looked at at all
};

struct Locks {
    QList<Lock> newest;
    qint64 total = 0; ///< also those that are not among the newest
};

/// Counts wrong passwords by account and locks those that were guessed at too often. Whoever signs in is admitted
/// first, which is on disk before the password is looked at, and settled after that; so neither a crowd of guesses at
/// once nor a restart gets more of them judged than the policy allows. Names that nobody has and accounts that are
/// locked cost the disk as much. Safe to use from many threads.
class Lockouts {
public:
    static constexpr int mostListed = 1000;

    /// What a crash has left without judgement counts as wrong.
    static Result<std::unique_ptr<Lockouts>> open(Tenants &tenants);

    Result<Guess> admit(const TenantState &tenant, const std::optional<User> &user, const QString &address);
    /// Whether the user may go on: the password was right, and no lock came meanwhile. The count starts again then;
    /// otherwise it may be full, and the account is locked with an `account locked` event.
    Result<bool> settle(const Guess &guess, bool isRight);

    Result<Locks> locks(TenantId tenant);
    /// Those of @p users that are locked, each with an `account unlocked` event; says how many they were.
    Result<qint64> unlock(TenantId tenant, const QList<UserId> &users, const QString &reason, const Author &by);

private:
    explicit Lockouts(Tenants &tenants)
        : m_tenants(tenants)
    {
    }

    Result<void> settleLeftovers();
    Result<void> settleUnwritten();

    Tenants &m_tenants;
    std::mutex m_mutex;
    std::vector<Guess> m_unwritten; ///< under m_mutex; judged, but the disk did not take it
};

/// For a transaction of whoever may: says whether the account was locked. The event tells @p reason.
Result<bool> unlockAccount(
    Transaction &transaction, const User &user, const QString &reason, const Author &by, audit::EventTime now);

}
