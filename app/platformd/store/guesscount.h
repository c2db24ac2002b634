// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/event.h"
#include "policy/accountlockout.h"

#include <QStringList>

namespace sekimori::platformd {

/// What is known of the tries at one account's password. A try is let in before anybody looks at its password, and
/// judged after that, so that of many at once no more are judged than the policy allows. It knows no store and no
/// clock.
struct GuessCount {
    static constexpr qsizetype mostAddresses = 16;
    /// However long a lock lasts otherwise: nobody is shut out for longer because all administrators are.
    static constexpr std::chrono::minutes longestForLastAdministrator{60};

    int wrong = 0; ///< judged, since the count began
    int judging = 0; ///< let in and not judged yet
    int refused = 0; ///< not let in, since the lock
    QStringList addresses; ///< from where, newest first
    std::optional<audit::EventTime> lockedAt;
    std::optional<audit::EventTime> lockedUntil; ///< none: until an administrator unlocks

    bool isLockedAt(audit::EventTime now) const;
    /// The lock has ended by time, and nobody has noticed yet.
    bool isUnlockedBy(audit::EventTime now) const { return lockedAt && !isLockedAt(now); }
    /// Whether another try may be judged that is made at @p now.
    bool letsIn(const policy::AccountLockout &policy, audit::EventTime now) const;
    /// Whether the wrong ones so far lock an account that is not locked.
    bool locksBy(const policy::AccountLockout &policy) const;

    void noteAddress(const QString &address);
    void lock(const policy::AccountLockout &policy, bool isLastAdministrator, audit::EventTime now);
    /// Those under judgement still count when they prove wrong.
    void restart();

    bool operator==(const GuessCount &) const = default;
};

}
