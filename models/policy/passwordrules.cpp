// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/passwordrules.h"

#include <algorithm>

namespace sekimori::policy {

namespace messages {
constexpr Message PasswordTooShort{"password.tooShort",
    QT_TRANSLATE_NOOP("Messages", "The password is too short: it has %1 characters, and at least %2 are needed.")};
constexpr Message PasswordTooShortForAdministrator{"password.tooShortForAdministrator",
    QT_TRANSLATE_NOOP("Messages",
        "The password is too short for an administrator: it has %1 characters, and at least %2 are needed.")};
constexpr Message PasswordTooLong{"password.tooLong",
    QT_TRANSLATE_NOOP("Messages", "The password is too long: it has %1 characters, and at most %2 are possible.")};
constexpr Message PasswordEmpty{"password.empty", QT_TRANSLATE_NOOP("Messages", "There is no password. Type one.")};
constexpr Message PasswordWithoutLetter{
    "password.withoutLetter", QT_TRANSLATE_NOOP("Messages", "The password has no letter. Add at least one.")};
constexpr Message PasswordWithoutNumber{
    "password.withoutNumber", QT_TRANSLATE_NOOP("Messages", "The password has no number. Add at least one digit.")};
constexpr Message PasswordWithoutSymbol{"password.withoutSymbol",
    QT_TRANSLATE_NOOP("Messages", "The password has no symbol. Add at least one, such as “-” or “!”.")};
constexpr Message PasswordIsLoginName{
    "password.isLoginName", QT_TRANSLATE_NOOP("Messages", "The password must not be the login name. Choose another.")};
}

namespace {

constexpr qint64 millisecondsOfDay = std::chrono::milliseconds(std::chrono::days(1)).count();

bool isLetter(char32_t character)
{
    return QChar::isLetter(character);
}

bool isNumber(char32_t character)
{
    return QChar::isDigit(character);
}

bool isSymbol(char32_t character)
{
    const auto category = QChar::category(character);
    return category == QChar::Separator_Space || category == QChar::Number_Letter || category == QChar::Number_Other
        || QChar::isPunct(character) || QChar::isSymbol(character);
}

QString composed(const QString &text)
{
    return text.normalized(QString::NormalizationForm_C);
}

Error broken(const Message &rule, const QStringList &arguments = {})
{
    return {ErrorKind::Invalid, rule, arguments};
}

Error tooLong(qsizetype length)
{
    return broken(messages::PasswordTooLong, {QString::number(length), QString::number(longestPassword)});
}

void checkLength(const PasswordPolicy &policy, qsizetype length, bool isAdministrator, Errors &errors)
{
    const int shortest = isAdministrator ? policy.minimumLengthAdministrators : policy.minimumLengthUsers;
    const Message &tooShort = isAdministrator ? messages::PasswordTooShortForAdministrator : messages::PasswordTooShort;
    if (length < shortest)
        errors << broken(tooShort, {QString::number(length), QString::number(shortest)});
    if (length > longestPassword)
        errors << tooLong(length);
}

void checkComplexity(PasswordPolicy::Complexity complexity, const QList<uint> &characters, Errors &errors)
{
    using enum PasswordPolicy::Complexity;
    if (complexity == None)
        return;
    if (std::ranges::none_of(characters, isLetter))
        errors << broken(messages::PasswordWithoutLetter);
    if (std::ranges::none_of(characters, isNumber))
        errors << broken(messages::PasswordWithoutNumber);
    if (complexity == LettersNumbersSymbols && std::ranges::none_of(characters, isSymbol))
        errors << broken(messages::PasswordWithoutSymbol);
}

}

Errors problemsOfPassword(const PasswordPolicy &policy, const PasswordFacts &facts)
{
    Errors errors;
    const QString password = composed(facts.password);
    const QList<uint> characters = password.toUcs4();
    checkLength(policy, characters.size(), facts.isAdministrator, errors);
    checkComplexity(policy.complexity, characters, errors);
    if (!policy.loginNameAllowed && password.toCaseFolded() == composed(facts.loginName).toCaseFolded())
        errors << broken(messages::PasswordIsLoginName);
    return errors;
}

std::optional<Error> problemOfAnyPassword(const QString &password)
{
    const qsizetype length = composed(password).toUcs4().size();
    if (length == 0)
        return broken(messages::PasswordEmpty);
    return length > longestPassword ? std::optional(tooLong(length)) : std::nullopt;
}

std::optional<QDateTime> passwordEnd(const PasswordPolicy &policy, const QDateTime &changedAt)
{
    if (!policy.expiresAfter)
        return std::nullopt;
    return changedAt.addDays(policy.expiresAfter->count());
}

std::optional<int> daysToWarnOf(const PasswordPolicy &policy, const QDateTime &changedAt, const QDateTime &now)
{
    const auto end = passwordEnd(policy, changedAt);
    if (!end || *end <= now)
        return std::nullopt;
    const qint64 days = (now.msecsTo(*end) + millisecondsOfDay - 1) / millisecondsOfDay;
    return days <= passwordWarning.count() ? std::optional(int(days)) : std::nullopt;
}

std::optional<ChangeReason> reasonToChange(
    const PasswordPolicy &policy, const PasswordAge &password, const QDateTime &now)
{
    if (password.mustChange)
        return ChangeReason::Set;
    const auto end = passwordEnd(policy, password.changedAt);
    return end && *end <= now ? std::optional(ChangeReason::Expired) : std::nullopt;
}

bool mustChangeOnceSet(const PasswordPolicy &policy, const Errors &problems)
{
    return policy.mustChangeAfterReset || !problems.isEmpty();
}

}
