// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/database.h"
#include "store/guesscount.h"
#include "store/user.h"

namespace sekimori::platformd {

/// A locked account.
struct Lock {
    UserId user;
    QString loginName;
    QString displayName;
    Role role = Role::User;
    GuessCount count; ///< locked

    bool operator==(const Lock &) const = default;
};

/// Nothing where there was no try since the count began.
Result<std::optional<GuessCount>> guessesAt(Database &database, TenantId tenant, UserId user);
/// Where nothing is known any more, nothing is kept; and nothing where the user was deleted meanwhile.
Result<void> storeGuesses(Database &database, TenantId tenant, UserId user, const GuessCount &count);

/// The count starts again, as at a success; a lock stays. For whoever changes a password.
Result<void> restartGuesses(Database &database, TenantId tenant, UserId user);

/// Of a name that nobody has: as much work for the disk as storeGuesses().
Result<void> storeUnknownGuess(Database &database, TenantId tenant);

/// Those that a crash has left without judgement.
Result<QList<UserId>> usersUnderJudgement(Database &database, TenantId tenant);

/// Locked at @p now, newest lock first, and no more than @p limit.
Result<QList<Lock>> locksAt(Database &database, TenantId tenant, audit::EventTime now, int limit);
Result<qint64> countLocksAt(Database &database, TenantId tenant, audit::EventTime now);

/// Whether no other administrator than @p user is unlocked at @p now.
Result<bool> isLastUnlockedAdministrator(Database &database, TenantId tenant, UserId user, audit::EventTime now);

}
