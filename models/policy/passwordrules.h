// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/passwordpolicy.h"

#include <QDateTime>

/// What a password policy asks of one password and of its age. Nothing here is kept or sent: the service, the console's
/// field to try a password in, and the import of users all call the same functions.
namespace sekimori::policy {

/// In characters (code points of Unicode's normalisation form C, as it is hashed), whatever the policy says.
inline constexpr qsizetype longestPassword = 64;
/// So long before a password expires its user is warned.
inline constexpr std::chrono::days passwordWarning{5};

namespace messages {
extern const Message PasswordTooShort;
extern const Message PasswordTooShortForAdministrator;
extern const Message PasswordTooLong;
extern const Message PasswordEmpty;
extern const Message PasswordWithoutLetter;
extern const Message PasswordWithoutNumber;
extern const Message PasswordWithoutSymbol;
extern const Message PasswordIsLoginName;
}

/// What the rules look at.
struct PasswordFacts {
    QString password;
    QString loginName;
    bool isAdministrator = false;
};

/// Every rule that the password breaks, one error each, without a field; nothing where it will do. A letter is one of
/// any script; a number is a digit of any script; a symbol is a space or any other character that shows, such as
/// punctuation or an emoji. An accent that stands by itself belongs to its letter. Whether it was used before, only
/// the platform knows.
Errors problemsOfPassword(const PasswordPolicy &policy, const PasswordFacts &facts);

/// Why it can be nobody's password, whatever the policy says and whoever sets it; nothing otherwise.
std::optional<Error> problemOfAnyPassword(const QString &password);

/// What the platform knows of the password that somebody has.
struct PasswordAge {
    QDateTime changedAt; ///< UTC
    bool mustChange = false; ///< said by an administrator, or because he set it
};

/// When the password ends; nothing where the policy lets it live for ever.
std::optional<QDateTime> passwordEnd(const PasswordPolicy &policy, const QDateTime &changedAt);

/// Days until it ends, a begun one counted whole, once the user is to be warned; nothing before and after that.
std::optional<int> daysToWarnOf(const PasswordPolicy &policy, const QDateTime &changedAt, const QDateTime &now);

enum class ChangeReason {
    Set, ///< an administrator set the password, or wants another one
    Expired,
};

/// Why the user may do nothing before he has chosen another password; nothing where he need not. It holds also where
/// users may not change their passwords themselves: else an expired one would be a locked account.
std::optional<ChangeReason> reasonToChange(
    const PasswordPolicy &policy, const PasswordAge &password, const QDateTime &now);

/// Whether a password that an administrator sets has to be changed at the next sign-in: always one that breaks a rule
/// (he is warned), the others as the policy says. @p problems are those of problemsOfPassword().
bool mustChangeOnceSet(const PasswordPolicy &policy, const Errors &problems);

template<>
struct EnumNames<ChangeReason> {
    static constexpr std::array names{
        std::pair{ChangeReason::Set, QLatin1StringView("set")},
        std::pair{ChangeReason::Expired, QLatin1StringView("expired")},
    };
};

}
