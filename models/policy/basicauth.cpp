// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/basicauth.h"

using namespace Qt::StringLiterals;

namespace sekimori::policy {

namespace messages {
constexpr Message NameCharacters{"basic.nameCharacters",
    QT_TRANSLATE_NOOP("Messages", "Character %1 is not allowed; use letters A to Z, a to z, digits, “-” and “_”.")};
constexpr Message PasswordCharacters{"basic.passwordCharacters",
    QT_TRANSLATE_NOOP("Messages", "Character %1 is not allowed; use the printable characters of ASCII.")};
constexpr Message UserNameNeeded{
    "basic.nameNeeded", QT_TRANSLATE_NOOP("Messages", "A user name is needed, 1 to 127 characters.")};
constexpr Message PasswordNeeded{
    "basic.passwordNeeded", QT_TRANSLATE_NOOP("Messages", "A password is needed, 5 to 64 characters.")};
constexpr Message EndNeeded{"basic.endNeeded",
    QT_TRANSLATE_NOOP("Messages", "The second pair needs an end; choose the time until which it is valid.")};
constexpr Message SamePairTwice{"basic.sameTwice",
    QT_TRANSLATE_NOOP("Messages", "The second pair is the same as the first; change its password or remove it.")};
}

namespace {

void needPair(const BasicPair &pair, const QString &path, Errors &errors)
{
    if (pair.userName.isEmpty())
        errors.append(Error{ErrorKind::Invalid, messages::UserNameNeeded, {}, path + u".userName"_s});
    if (!pair.password.willBeSet())
        errors.append(Error{ErrorKind::Invalid, messages::PasswordNeeded, {}, path + u".password"_s});
}

}

void BasicAuth::check(Errors &errors) const
{
    if (enabled)
        needPair(pair, u"pair"_s, errors);
    if (second.isEmpty() && !second.endsAt.isValid())
        return;
    needPair(second, u"second"_s, errors);
    if (!second.endsAt.isValid())
        errors.append(Error{ErrorKind::Invalid, messages::EndNeeded, {}, u"second.endsAt"_s});
    const bool bothEntered = pair.password.entered && second.password.entered;
    if (bothEntered && pair.userName == second.userName && *pair.password.entered == *second.password.entered)
        errors.append(Error{ErrorKind::Invalid, messages::SamePairTwice, {}, u"second.password"_s});
}

}
