// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/guesscount.h"

namespace sekimori::platformd {

bool GuessCount::isLockedAt(audit::EventTime now) const
{
    return lockedAt && (!lockedUntil || now < *lockedUntil);
}

bool GuessCount::letsIn(const policy::AccountLockout &policy, audit::EventTime now) const
{
    if (isLockedAt(now))
        return false;
    // Where a stricter policy has come over more wrong ones than it allows, the next one decides, and it alone.
    return !policy.attempts || wrong + judging < *policy.attempts || judging == 0;
}

bool GuessCount::locksBy(const policy::AccountLockout &policy) const
{
    return policy.attempts && !lockedAt && wrong >= *policy.attempts;
}

void GuessCount::noteAddress(const QString &address)
{
    addresses.removeAll(address);
    addresses.prepend(address);
    if (addresses.size() > mostAddresses)
        addresses.removeLast();
}

void GuessCount::lock(const policy::AccountLockout &policy, bool isLastAdministrator, audit::EventTime now)
{
    auto duration = policy.duration;
    if (isLastAdministrator)
        duration = std::min(duration.value_or(longestForLastAdministrator), longestForLastAdministrator);
    lockedAt = now;
    lockedUntil = duration ? std::optional(now + *duration) : std::nullopt;
    refused = 0;
}

void GuessCount::restart()
{
    *this = GuessCount{.judging = judging, .addresses = {}, .lockedAt = {}, .lockedUntil = {}};
}

}
