// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/user.h"

#include "policy/singleline.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {

namespace messages {
constexpr Message LoginNameBlankAtEnd{
    "user.blankAtEnd", QT_TRANSLATE_NOOP("Messages", "A login name neither begins nor ends with a blank. Remove it.")};
constexpr Message LoginNameReserved{"user.reserved",
    QT_TRANSLATE_NOOP("Messages",
        "The login name “%1” is not free to take: in the audit log it stands for the system. Choose another.")};
constexpr Message LoginNameOfStaff{"user.ofStaff",
    QT_TRANSLATE_NOOP("Messages",
        "Login names that end in “%1” belong to the platform's staff, who look while the tenant lets them. Choose "
        "another.")};
constexpr Message LoginNameTaken{"user.taken",
    QT_TRANSLATE_NOOP("Messages",
        "There is a user with the login name “%1” already; case does not tell them apart. "
        "Choose another.")};
constexpr Message RoleNotForUsers{"user.role",
    QT_TRANSLATE_NOOP("Messages", "A tenant's user is an administrator, an auditor or a user; “%1” is none of these.")};
}

namespace {

std::optional<Error> problemOfName(const QString &name, const QString &field, qsizetype shortest)
{
    constexpr qsizetype longest = 128;
    auto error = policy::length(shortest, longest).check(name);
    if (!error)
        error = policy::SingleLine{}.check(name);
    return error ? std::optional(error->under(field)) : std::nullopt;
}

}

QString loginKey(const QString &loginName)
{
    return loginName.normalized(QString::NormalizationForm_C).toCaseFolded();
}

QString searchText(const QString &name)
{
    return name.normalized(QString::NormalizationForm_KC).toCaseFolded();
}

bool isStaffLogin(const QString &loginName)
{
    return loginKey(loginName).endsWith(staffSuffix);
}

std::optional<Error> problemOfDisplayName(const QString &displayName)
{
    return problemOfName(displayName, u"displayName"_s, 0);
}

Errors problemsOf(const NewUser &user)
{
    Errors errors;
    if (const auto error = problemOfName(user.loginName, u"loginName"_s, 1))
        errors << *error;
    if (const auto error = problemOfDisplayName(user.displayName))
        errors << *error;
    if (user.loginName != user.loginName.trimmed())
        errors << Error(ErrorKind::Invalid, messages::LoginNameBlankAtEnd, {}, u"loginName"_s);
    if (user.role == Role::Support || user.role == Role::Service)
        errors << Error(ErrorKind::Invalid, messages::RoleNotForUsers, {policy::nameOf(user.role)}, u"role"_s);
    if (loginKey(user.loginName) == u"nobody")
        errors << Error(ErrorKind::Invalid, messages::LoginNameReserved, {user.loginName}, u"loginName"_s);
    if (isStaffLogin(user.loginName))
        errors << Error(ErrorKind::Invalid, messages::LoginNameOfStaff, {staffSuffix}, u"loginName"_s);
    return errors;
}

}
