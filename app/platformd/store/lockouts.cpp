// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/lockouts.h"

#include "store/eventrows.h"
#include "store/stayrows.h"
#include "store/userrows.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

audit::Event lockEvent(const QString &action, const Author &by, const QString &complement, audit::EventTime now)
{
    return {
        .time = by.at.value_or(now),
        .source = by.address,
        .user = by.loginName,
        .service = u"Common"_s,
        .module = u"Authentication"_s,
        .action = action,
        .level = audit::Level::Warning,
        .complement = complement,
    };
}

audit::Event accountLocked(const User &user, const GuessCount &count, audit::EventTime now)
{
    const QString until = count.lockedUntil ? audit::toText(*count.lockedUntil) : u"an administrator unlocks it"_s;
    return lockEvent(u"account locked"_s, {user.loginName, count.addresses.value(0), {}},
        u"wrong passwords: %1; addresses: %2; until: %3"_s.arg(
            QString::number(count.wrong), count.addresses.join(u", "), until),
        now);
}

Result<void> append(Transaction &transaction, TenantId tenant, const audit::Event &event)
{
    return appendEvents(transaction, tenant, {event}).transform([](qint64) { });
}

/// Locks where the wrong ones are too many now, then stores the count.
Result<void> storeJudged(Transaction &transaction, const User &user, GuessCount count,
    const policy::AccountLockout &policy, audit::EventTime now)
{
    Database &database = transaction.database();
    if (count.locksBy(policy)) {
        const auto isLast = user.role == Role::Administrator
            ? isLastUnlockedAdministrator(database, user.tenant, user.id, now)
            : Result<bool>(false);
        if (!isLast)
            return std::unexpected(isLast.error());
        count.lock(policy, *isLast, now);
        // Open sessions go on, or whoever can guess could throw anybody out.
        if (const auto ended = removeStaysOf(database, user.tenant, user.id); !ended)
            return ended;
        if (const auto told = append(transaction, user.tenant, accountLocked(user, count, now)); !told)
            return told;
    }
    return storeGuesses(database, user.tenant, user.id, count);
}

/// The count with a lock taken off it that has ended by time; that is told.
Result<GuessCount> presentCount(Transaction &transaction, const User &user, audit::EventTime now)
{
    auto stored = guessesAt(transaction.database(), user.tenant, user.id);
    if (!stored)
        return std::unexpected(stored.error());
    GuessCount count = stored->value_or(GuessCount());
    if (count.isUnlockedBy(now)) {
        const QString what = u"login name: %1; reason: its time was over at %2"_s.arg(
            user.loginName, audit::toText(*count.lockedUntil));
        if (const auto told = append(transaction, user.tenant, lockEvent(u"account unlocked"_s, {}, what, now)); !told)
            return std::unexpected(told.error());
        count.restart();
    }
    return count;
}

Result<bool> admitIn(Transaction &transaction, const Guess &guess, audit::EventTime now)
{
    auto count = presentCount(transaction, *guess.user, now);
    if (!count)
        return std::unexpected(count.error());
    const bool isLetIn = count->letsIn(guess.policy, now);
    if (isLetIn && guess.policy.attempts)
        ++count->judging;
    else if (!isLetIn && count->lockedAt)
        ++count->refused;
    if (guess.policy.attempts || count->lockedAt)
        count->noteAddress(guess.address);
    return storeGuesses(transaction.database(), guess.tenant, guess.user->id, *count).transform([&] {
        return isLetIn;
    });
}

Result<bool> settleIn(Transaction &transaction, const Guess &guess, bool isRight, audit::EventTime now)
{
    const auto stored = guessesAt(transaction.database(), guess.tenant, guess.user->id);
    if (!stored)
        return std::unexpected(stored.error());
    if (!*stored)
        return isRight && guess.isJudged; // Deleted meanwhile, or never locked and so not counted.
    GuessCount count = **stored;
    const bool isCounted = guess.isJudged && guess.policy.attempts;
    if (isCounted && count.judging > 0)
        --count.judging;
    const bool mayGoOn = isRight && guess.isJudged && !count.isLockedAt(now);
    if (mayGoOn)
        count.restart();
    else if (isCounted && !isRight)
        ++count.wrong;
    return storeJudged(transaction, *guess.user, count, guess.policy, now).transform([&] { return mayGoOn; });
}

}

Result<bool> unlockAccount(
    Transaction &transaction, const User &user, const QString &reason, const Author &by, audit::EventTime now)
{
    auto count = guessesAt(transaction.database(), user.tenant, user.id);
    if (!count)
        return std::unexpected(count.error());
    if (!*count || !(*count)->isLockedAt(now))
        return false;
    (*count)->restart();
    if (const auto stored = storeGuesses(transaction.database(), user.tenant, user.id, **count); !stored)
        return std::unexpected(stored.error());
    const QString what = u"login name: %1; reason: %2"_s.arg(user.loginName, reason);
    return append(transaction, user.tenant, lockEvent(u"account unlocked"_s, by, what, now)).transform([] {
        return true;
    });
}

Result<std::unique_ptr<Lockouts>> Lockouts::open(Tenants &tenants)
{
    auto lockouts = std::unique_ptr<Lockouts>(new Lockouts(tenants));
    if (const auto settled = lockouts->settleLeftovers(); !settled)
        return std::unexpected(settled.error());
    return lockouts;
}

Result<void> Lockouts::settleLeftovers()
{
    const auto snapshot = m_tenants.snapshot();
    return m_tenants.store().write([&](Transaction &transaction) -> Result<void> {
        Database &database = transaction.database();
        for (const auto &tenant : snapshot->byId) {
            const auto users = usersUnderJudgement(database, tenant->id);
            if (!users)
                return std::unexpected(users.error());
            for (const UserId id : *users) {
                const auto user = userWithId(database, tenant->id, id);
                const auto count = guessesAt(database, tenant->id, id);
                if (!user || !count)
                    return std::unexpected(user ? count.error() : user.error());
                GuessCount judged = count->value_or(GuessCount());
                judged.wrong += std::exchange(judged.judging, 0);
                const auto stored
                    = storeJudged(transaction, **user, judged, tenant->settings.accountLockout, m_tenants.now());
                if (!stored)
                    return stored;
            }
        }
        return {};
    });
}

/// A guess whose outcome the disk did not take would keep its place for ever; it counts as wrong before the next one is
/// let in.
Result<void> Lockouts::settleUnwritten()
{
    std::vector<Guess> left;
    {
        const std::scoped_lock lock(m_mutex);
        left.swap(m_unwritten);
    }
    for (const Guess &guess : left) {
        if (const auto settled = settle(guess, false); !settled)
            return std::unexpected(settled.error());
    }
    return {};
}

Result<Guess> Lockouts::admit(const TenantState &tenant, const std::optional<User> &user, const QString &address)
{
    if (const auto settled = settleUnwritten(); !settled)
        return std::unexpected(settled.error());
    Guess guess{tenant.id, user, address, tenant.settings.accountLockout};
    return m_tenants.store().write([&](Transaction &transaction) -> Result<Guess> {
        if (!guess.user) {
            if (!guess.policy.attempts)
                return guess;
            return storeUnknownGuess(transaction.database(), guess.tenant).transform([&] { return guess; });
        }
        const auto isLetIn = admitIn(transaction, guess, m_tenants.now());
        if (!isLetIn)
            return std::unexpected(isLetIn.error());
        guess.isJudged = *isLetIn;
        return guess;
    });
}

Result<bool> Lockouts::settle(const Guess &guess, bool isRight)
{
    const auto settled = m_tenants.store().write([&](Transaction &transaction) -> Result<bool> {
        if (guess.user)
            return settleIn(transaction, guess, isRight, m_tenants.now());
        if (!guess.policy.attempts)
            return false;
        return storeUnknownGuess(transaction.database(), guess.tenant).transform([] { return false; });
    });
    if (!settled && guess.isJudged) {
        const std::scoped_lock lock(m_mutex);
        m_unwritten.push_back(guess);
    }
    return settled;
}

Result<Locks> Lockouts::locks(TenantId tenant)
{
    return m_tenants.store().read([&](Database &database) -> Result<Locks> {
        const auto now = m_tenants.now();
        auto newest = locksAt(database, tenant, now, mostListed);
        if (!newest)
            return std::unexpected(newest.error());
        return countLocksAt(database, tenant, now).transform([&](qint64 total) {
            return Locks{std::move(*newest), total};
        });
    });
}

Result<qint64> Lockouts::unlock(TenantId tenant, const QList<UserId> &users, const QString &reason, const Author &by)
{
    return m_tenants.store().write([&](Transaction &transaction) -> Result<qint64> {
        qint64 unlocked = 0;
        for (const UserId id : users) {
            const auto user = userWithId(transaction.database(), tenant, id);
            if (!user)
                return std::unexpected(user.error());
            if (!*user)
                continue;
            const auto was = unlockAccount(transaction, **user, reason, by, m_tenants.now());
            if (!was)
                return std::unexpected(was.error());
            unlocked += *was ? 1 : 0;
        }
        return unlocked;
    });
}

}
