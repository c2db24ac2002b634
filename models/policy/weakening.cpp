// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/weakening.h"

#include "policy/accessdecision.h"

#include <algorithm>

namespace sekimori::policy {
namespace {

/// Nothing set means without end, which is more than any number.
template<typename T>
bool isMore(const std::optional<T> &after, const std::optional<T> &before)
{
    return before && (!after || *after > *before);
}

bool weakens(const PasswordPolicy &before, const PasswordPolicy &after)
{
    return after.minimumLengthUsers < before.minimumLengthUsers
        || after.minimumLengthAdministrators < before.minimumLengthAdministrators
        || after.complexity < before.complexity || (after.loginNameAllowed && !before.loginNameAllowed)
        || after.reuseLimit < before.reuseLimit || isMore(after.expiresAfter, before.expiresAfter)
        || (before.mustChangeAfterReset && !after.mustChangeAfterReset);
}

bool weakens(const AccountLockout &before, const AccountLockout &after)
{
    // A lock until an administrator comes is the longest there is, so a shorter one is what lets in earlier.
    return isMore(after.attempts, before.attempts) || (after.attempts && isMore(before.duration, after.duration));
}

bool weakens(const SignIn &before, const SignIn &after)
{
    const auto automatic = [](const SignIn &each) { return each.automaticSignIn.value_or(std::chrono::days(0)); };
    return (after.loginNameCompletion && !before.loginNameCompletion) || automatic(after) > automatic(before)
        || after.idleEnd > before.idleEnd;
}

bool weakens(const Embedding &before, const Embedding &after)
{
    using Protection = Embedding::Protection;
    if (after.protection != Protection::Listed || before.protection != Protection::Listed)
        return after.protection > before.protection;
    return std::ranges::any_of(after.origins, [&](const QString &origin) { return !before.origins.contains(origin); });
}

bool weakens(const Support &before, const Support &after)
{
    return after.until.isValid() && (!before.until.isValid() || after.until > before.until);
}

/// Fewer people are told, later, or less often.
bool tellsLess(const auto &before, const auto &after)
{
    const bool someoneIsGone = std::ranges::any_of(
        before.addresses, [&](const QString &address) { return !after.addresses.contains(address); });
    const bool tellsAnyone = !before.addresses.isEmpty();
    return someoneIsGone || (tellsAnyone && (after.pace > before.pace || after.mailsPerHour < before.mailsPerHour));
}

bool weakens(const AlertRule &before, const QList<AlertRule> &after)
{
    const auto same = std::ranges::find(after, before.name, &AlertRule::name);
    return before.enabled
        && (same == after.end() || !same->enabled || same->filter != before.filter || tellsLess(before, *same));
}

bool weakens(const AuditAlerts &before, const AuditAlerts &after)
{
    return tellsLess(before.information, after.information) || tellsLess(before.notice, after.notice)
        || tellsLess(before.warning, after.warning) || tellsLess(before.error, after.error)
        || tellsLess(before.critical, after.critical)
        || std::ranges::any_of(before.rules, [&](const AlertRule &rule) { return weakens(rule, after.rules); });
}

bool weakens(const AuditRetention &before, const AuditRetention &after)
{
    return after.keepFor < before.keepFor;
}

}

bool weakens(const Settings &before, const Settings &after, QAnyStringView key)
{
    if (key == IpRestriction::key || key == BasicAuth::key || key == ClientCertificates::key)
        return isWeaker(AccessRules::of(before), AccessRules::of(after));
    bool found = false;
    visitSection(before, key, [&]<typename T>(const T &old) {
        visitSection(after, key, [&]<typename U>(const U &fresh) {
            if constexpr (std::same_as<T, U> && requires { weakens(old, fresh); })
                found = weakens(old, fresh);
        });
    });
    return found;
}

}
