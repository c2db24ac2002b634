// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/administratorpassword.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

std::optional<Error> problemOfAdministratorPassword(const QString &password, const QString &loginName)
{
    constexpr qsizetype shortest = 12;
    constexpr qsizetype longest = 64;
    const qsizetype length = password.toUcs4().size();
    if (length < shortest || length > longest)
        return Error{ErrorKind::Invalid, PasswordLength,
            {QString::number(shortest), QString::number(longest), QString::number(length)}, u"password"_s};
    if (password.compare(loginName, Qt::CaseInsensitive) == 0)
        return Error{ErrorKind::Invalid, PasswordIsLoginName, {}, u"password"_s};
    const bool hasLetter = std::ranges::any_of(password, [](QChar c) { return c.isLetter(); });
    const bool hasDigit = std::ranges::any_of(password, [](QChar c) { return c.isDigit(); });
    if (!hasLetter || !hasDigit)
        return Error{ErrorKind::Invalid, PasswordTooSimple, {}, u"password"_s};
    return std::nullopt;
}

}
