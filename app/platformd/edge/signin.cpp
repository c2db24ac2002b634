// SPDX-License-Identifier: GPL-3.0-or-later
#include "edge/signin.h"

#include "store/columns.h"

namespace sekimori::platformd {
namespace {

std::unexpected<SignInRefusal> refusal(const Error &error)
{
    return std::unexpected(SignInRefusal{error});
}

std::unexpected<SignInRefusal> tooManyTries(const Passage &passage, std::chrono::seconds wait)
{
    const QStringList arguments{passage.clientText(), QString::number(wait.count())};
    return std::unexpected(SignInRefusal{Error{ErrorKind::TooMany, SessionTooManyTries, arguments}, wait});
}

}

std::expected<void, SignInRefusal> SignIn::mayTry(const Passage &passage) const
{
    const auto wait = m_throttle.waitFor(passage.client);
    return wait ? tooManyTries(passage, *wait) : std::expected<void, SignInRefusal>();
}

std::expected<User, SignInRefusal> SignIn::byPassword(
    const Passage &passage, const QString &loginName, const QString &password, RefusalKind failure)
{
    const auto turn = m_throttle.begin(passage.client);
    if (!turn)
        return tooManyTries(passage, turn.error());
    if (isStaffLogin(loginName))
        return staffByPassword(passage, loginName, password);
    const auto user = m_tenants.findUser(passage.tenant->id, loginName);
    if (!user)
        return refusal(user.error());
    const auto guess = m_lockouts.admit(*passage.tenant, *user, passage.clientText());
    if (!guess)
        return refusal(guess.error());
    const auto mayGoOn = m_lockouts.settle(*guess, isRight(*guess, password));
    if (!mayGoOn)
        return refusal(mayGoOn.error());
    if (*mayGoOn)
        return admitted(passage, **user);
    noteWrong(passage);
    report(failure, passage, *user ? (*user)->loginName : loginName, user->has_value());
    return refusal({ErrorKind::Unauthenticated, SessionRefused});
}

/// One hash in any case, so that neither a lock nor a name shows in the work.
bool SignIn::isRight(const Guess &guess, const QString &password) const
{
    if (guess.isJudged)
        return m_hasher.verify(password, guess.user->passwordHash);
    m_hasher.verifyNothing(password);
    return false;
}

/// No tenant's lockout counts their guesses, since no tenant could unlock them; the address is slowed as any other.
std::expected<User, SignInRefusal> SignIn::staffByPassword(
    const Passage &passage, const QString &loginName, const QString &password)
{
    const auto member = m_staff.find(loginName);
    if (!member)
        return refusal(member.error());
    bool isRight = false;
    if (*member)
        isRight = m_hasher.verify(password, (*member)->passwordHash);
    else
        m_hasher.verifyNothing(password);
    if (!isRight) {
        noteWrong(passage);
        report(RefusalKind::LoginFailed, passage, loginName, member->has_value());
        return refusal({ErrorKind::Unauthenticated, SessionRefused});
    }
    if (!passage.tenant->settings.support.isAllowedAt(toDateTime(m_tenants.now())))
        return refusal({ErrorKind::Forbidden, SupportNotAllowed});
    const auto user = m_staff.enter(passage.tenant->id, **member);
    return user ? admitted(passage, *user) : refusal(user.error());
}

std::expected<User, SignInRefusal> SignIn::admitted(const Passage &passage, const User &user) const
{
    if (passage.admits(user.id))
        return user;
    report(RefusalKind::LoginFailed, passage, user.loginName, true);
    if (passage.recovery)
        return refusal({ErrorKind::Forbidden, SessionNotHere, {passage.clientText()}});
    return refusal({ErrorKind::Forbidden, SessionOtherUser});
}

void SignIn::report(RefusalKind kind, const Passage &passage, const QString &name, bool nameExists) const
{
    m_report(
        {.tenant = passage.tenant->id, .kind = kind, .client = passage.client, .name = name, .nameExists = nameExists});
}

}
